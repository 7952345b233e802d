import { GenCode, type GenCodeEvent, GenerationError } from '@gencode/core'
import { ModelError } from '@gencode/llm'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Endpoint } from '../endpoint.ts'
import { prepare, taskOf } from '../tasks/playable.ts'
import { modelAt } from './model-at.ts'
import { sharedSandbox } from './workshop.ts'

/** An attempt as it is watched. */
export interface WatchedAttempt {
  readonly index: number
  /** The answer so far. */
  readonly text: string
  readonly isThinking: boolean
  readonly state: 'writing' | 'rejected' | 'accepted'
  /** Why it was rejected, as the model is told. */
  readonly feedback?: string
}

/** How a generation stands. */
export type GenerationState =
  | { readonly kind: 'running' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'failed'; readonly message: string; readonly hint?: string }
  | { readonly kind: 'stopped' }

/** A generation under way or over. */
export interface Generation {
  readonly state: ReadonlySignal<GenerationState>
  readonly attempts: ReadonlySignal<readonly WatchedAttempt[]>
  stop(): void
}

const maxAttempts = 5

/** Has a model write a reward function, refined on error; tells every attempt as it comes. */
export function startGeneration(
  taskId: string,
  endpoint: Endpoint,
  onAccepted: (code: string) => void,
): Generation {
  const state = signal<GenerationState>({ kind: 'running' })
  const attempts = signal<readonly WatchedAttempt[]>([])
  const controller = new AbortController()
  const work = async () => {
    await prepare(taskId)
    const genCode = new GenCode(taskOf(taskId), await modelAt(endpoint, taskId), {
      sandbox: await sharedSandbox(),
      maxAttempts,
      seed: Math.floor(Math.random() * 2 ** 31),
      signal: controller.signal,
      onEvent: (event) => {
        attempts.value = watched(attempts.value, event)
      },
    })
    const { attempts: all, code } = await genCode.generate()
    state.value = { kind: 'accepted' }
    onAccepted(all.at(-1)?.original ?? code)
  }
  work().catch(async (error: unknown) => {
    state.value = controller.signal.aborted ? { kind: 'stopped' } : await failure(endpoint, error)
  })
  return { state, attempts, stop: () => controller.abort() }
}

/** The attempts after an event. */
function watched(attempts: readonly WatchedAttempt[], event: GenCodeEvent): readonly WatchedAttempt[] {
  if (event.type === 'attempt-started')
    return [...attempts, { index: event.attempt, text: '', isThinking: false, state: 'writing' }]
  const last = attempts.at(-1)
  if (!last) return attempts
  return [...attempts.slice(0, -1), { ...last, ...changeOf(last, event) }]
}

function changeOf({ text }: WatchedAttempt, event: GenCodeEvent): Partial<WatchedAttempt> {
  switch (event.type) {
    case 'token':
      return event.thinking ? { isThinking: true } : { isThinking: false, text: text + event.text }
    case 'restarted':
      return { text: '' }
    case 'rejected': {
      const { error } = event.result
      return { state: 'rejected', feedback: error ? `${error.code}: ${error.feedback}` : '' }
    }
    case 'accepted':
      return { state: 'accepted' }
    default:
      return {}
  }
}

async function failure(endpoint: Endpoint, error: unknown): Promise<GenerationState> {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof GenerationError) || error.reason !== 'model') return { kind: 'failed', message }
  const { cause } = error
  const isUnreachable = cause instanceof ModelError && cause.reason === 'unreachable'
  const hint = isUnreachable ? await reachHint(endpoint) : undefined
  return {
    kind: 'failed',
    message: cause instanceof Error ? cause.message : message,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** A browser does not say whether a server is away or refuses the page; an opaque request tells them apart. */
async function reachHint({ kind, address }: Endpoint): Promise<string> {
  const isThere = await fetch(address, { mode: 'no-cors', signal: AbortSignal.timeout(3000) }).then(
    () => true,
    () => false,
  )
  if (!isThere) return `Nothing listens at ${address}.`
  return kind === 'ollama'
    ? `Ollama is there, but it does not let this page ask it. Start it anew so: OLLAMA_ORIGINS=${location.origin} ollama serve`
    : `The server is there, but it does not let this page ask it: it has to allow the origin ${location.origin} (CORS).`
}
