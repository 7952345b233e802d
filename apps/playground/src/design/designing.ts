import type { JournalLine, RunHeader } from '@gencode/core'
import type { Candidate, DesignResult, Preference } from '@gencode/design'
import type { ChatMessage } from '@gencode/llm'
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { choiceLine, choicesIn } from './choices.ts'
import { keepLine, keptDesign, replaceDesign } from './journal.ts'
import type { DesignSettings, FromWorker, ToWorker } from './messages.ts'

/** How a design stands. */
export type DesignState =
  | { readonly kind: 'running'; readonly status: string }
  | { readonly kind: 'paused' }
  | { readonly kind: 'done'; readonly result: DesignResult }
  | { readonly kind: 'failed'; readonly message: string }

/** A request that a person carries to a chat. */
export interface Question {
  /** From 1, since the page was opened. */
  readonly number: number
  readonly messages: readonly ChatMessage[]
}

/** A design of the page, under way or over. */
export interface Designing {
  readonly settings: DesignSettings
  readonly state: ReadonlySignal<DesignState>
  /** By their numbers. */
  readonly candidates: ReadonlySignal<readonly Candidate[]>
  readonly warnings: ReadonlySignal<readonly string[]>
  /** What somebody has to carry to a chat. */
  readonly question: ReadonlySignal<Question | undefined>
  /** Which of two policies a person found better, as often as was said. */
  readonly preferences: ReadonlySignal<readonly Preference[]>
  /** Gives the answer to the question. */
  answer(text: string): void
  /** Says what should be better in the next round. */
  wish(text: string): void
  /** Says which of two policies is better: kept at once, told to the model with the next round. */
  prefer(preference: Preference): void
  /** Ends the work at once. What was written down goes on from there. */
  pause(): void
}

/** What this browser keeps of a design: its settings, and how far it came. */
export interface Kept {
  readonly settings: DesignSettings
  readonly proposals: number
  readonly isOver: boolean
}

/** The design that is kept; undefined where there is none. */
export async function keptSettings(): Promise<Kept | undefined> {
  return keptIn((await keptDesign()).lines)
}

function keptIn(lines: readonly JournalLine[]): Kept | undefined {
  const header = lines.find((line): line is RunHeader => line.type === 'run')
  if (!isSettings(header?.meta)) return undefined
  return {
    settings: header.meta,
    proposals: lines.filter(({ type }) => type === 'design/proposal').length,
    isOver: lines.some(({ type }) => type === 'design/result'),
  }
}

function isSettings(meta: unknown): meta is DesignSettings {
  if (typeof meta !== 'object' || meta === null) return false
  const { taskId, rounds, endpoint } = meta as Partial<DesignSettings>
  return typeof taskId === 'string' && typeof rounds === 'number' && typeof endpoint === 'object'
}

/** Forgets what is kept, and begins. */
export async function beginDesign(settings: DesignSettings, key: string): Promise<Designing> {
  await replaceDesign([])
  return goOn(settings, key)
}

/** Goes on with what is kept: nothing that stands there is asked or trained again. */
export function goOn(settings: DesignSettings, key: string): Designing {
  const state = signal<DesignState>({ kind: 'running', status: 'gathering episodes' })
  const candidates = signal<readonly Candidate[]>([])
  const warnings = signal<readonly string[]>([])
  const question: Signal<Question | undefined> = signal(undefined)
  const preferences = signal<readonly Preference[]>([])
  void keptDesign().then(({ lines }) => {
    preferences.value = [...choicesIn(lines), ...preferences.value]
  })
  let questions = 0
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const tell = (message: ToWorker): void => worker.postMessage(message)
  const end = (last: DesignState): void => {
    if (state.value.kind === 'running') state.value = last
    question.value = undefined
    worker.terminate()
  }
  worker.addEventListener('error', ({ message }) =>
    end({ kind: 'failed', message: message || 'The worker that designs could not be started.' }),
  )
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    switch (data.type) {
      case 'status':
        if (state.value.kind === 'running') state.value = { kind: 'running', status: data.text }
        break
      case 'candidate':
        candidates.value = [
          ...candidates.value.filter(({ index }) => index !== data.candidate.index),
          data.candidate,
        ].sort((a, b) => a.index - b.index)
        break
      case 'warning':
        warnings.value = [...warnings.value, data.message]
        break
      case 'question':
        question.value = { number: ++questions, messages: data.messages }
        break
      case 'done':
        candidates.value = data.result.candidates
        end({ kind: 'done', result: data.result })
        break
      case 'failed':
        end({ kind: 'failed', message: data.message })
    }
  })
  tell({ type: 'start', settings, key })
  return {
    settings,
    state,
    candidates,
    warnings,
    question,
    preferences,
    prefer(preference) {
      preferences.value = [...preferences.value, preference]
      void keepLine(choiceLine(preference))
      tell({ type: 'prefer', preference })
    },
    answer(text) {
      question.value = undefined
      tell({ type: 'answer', text })
    },
    wish: (text) => tell({ type: 'wish', text }),
    pause: () => end({ kind: 'paused' }),
  }
}

/** The kept run as a file's text: a line of JSON each, as `gencode` writes its run files. */
export async function designFile(): Promise<string> {
  const { lines } = await keptDesign()
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

/** Keeps the run of a file in the place of what is kept. @throws Error where it is no design of this page */
export async function openDesignFile(text: string): Promise<Kept> {
  let lines: JournalLine[]
  try {
    lines = text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line))
  } catch {
    throw new Error('This is no run: its lines are not JSON.')
  }
  const kept = keptIn(lines)
  if (!kept)
    throw new Error('This run was not made on this page. Take `gencode resume` for one of the command.')
  await replaceDesign(lines)
  return kept
}

/** Forgets what is kept. */
export async function forgetDesign(): Promise<void> {
  await replaceDesign([])
}
