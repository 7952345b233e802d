import { type Signal, signal } from '@preact/signals'
import type { Generation, GenerationState, WatchedAttempt } from '../bench/generation.ts'
import { endpoint } from '../endpoint.ts'
import { current, tab, taskId } from '../store.ts'
import { EndpointFields } from './endpoint-fields.tsx'

const generation: Signal<Generation | undefined> = signal(undefined)

/** Has a model write the function, and shows its attempts. */
export function AskTab() {
  const running = generation.value?.state.value.kind === 'running'
  return (
    <>
      <form
        class="tab"
        onSubmit={(event) => {
          event.preventDefault()
          void generate()
        }}
      >
        <EndpointFields />
        <div>
          {running ? (
            <button type="button" onClick={() => generation.value?.stop()}>
              Stop
            </button>
          ) : (
            <button type="submit">Generate</button>
          )}
        </div>
      </form>
      {generation.value && <Progress generation={generation.value} />}
    </>
  )
}

async function generate(): Promise<void> {
  const { startGeneration } = await import('../bench/generation.ts')
  const slot = current.peek()
  const task = taskId.peek()
  generation.value = startGeneration(task, endpoint.peek(), (code) => {
    // Who went on to another task meanwhile has no use for it.
    if (taskId.peek() === task) slot.code.value = code
  })
}

function Progress({ generation }: { readonly generation: Generation }) {
  const isOver = generation.state.value.kind !== 'running'
  const shown = generation.attempts.value.filter(({ text }) => !isOver || text !== '')
  return (
    <>
      <div class="verdict" aria-live="polite">
        <Ending state={generation.state.value} />
      </div>
      {shown.toReversed().map((attempt) => (
        <AttemptView key={attempt.index} attempt={attempt} isOver={isOver} />
      ))}
    </>
  )
}

function Ending({ state }: { readonly state: GenerationState }) {
  switch (state.kind) {
    case 'running':
      return <p class="soft">The model is at it …</p>
    case 'accepted':
      return (
        <div class="row">
          <p class="good">✓ Accepted. It is in the editor, ready to train.</p>
          <button
            type="button"
            onClick={() => {
              tab.value = 'write'
            }}
          >
            Show it
          </button>
        </div>
      )
    case 'stopped':
      return <p>Stopped.</p>
    case 'failed':
      return (
        <>
          {state.hint && <p class="bad">✗ {state.hint}</p>}
          <p class={state.hint ? 'soft' : 'bad'}>{state.message}</p>
        </>
      )
  }
}

interface AttemptViewProps {
  readonly attempt: WatchedAttempt
  /** Nothing more comes. */
  readonly isOver: boolean
}

function AttemptView({ attempt, isOver }: AttemptViewProps) {
  const { index, text, state, feedback, isThinking } = attempt
  const writing = isOver ? 'broken off' : isThinking ? 'thinking' : 'writing'
  const said = state === 'writing' ? writing : state
  return (
    <article class={`attempt ${state}`} aria-label={`Attempt ${index}`}>
      <h3>
        Attempt {index}: {said}
      </h3>
      {feedback && <p class="bad">{feedback}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </article>
  )
}
