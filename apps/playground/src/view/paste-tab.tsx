import { useSignal, useSignalEffect } from '@preact/signals'
import type { ReadAnswer } from '../bench/read-answer.ts'
import { answer, takeCode, taskId } from '../store.ts'

const example = `Sure! The pole should stay upright, so I reward small angles.

\`\`\`typescript
import numpy from 'numpy'

/** Rewards an upright pole near the centre. */
export const rewardFn = (observations: number[], isSuccess: boolean, isFailure: boolean): number => {
  const [x, v, angle] = observations
  return isFailure ? -5 : np.exp(-10 * np.abs(angle)) - 0.1 * np.abs(x)
}
\`\`\`

A first idea was this, which ignores the cart:

\`\`\`js
function simpleReward(observations) {
  return -Math.abs(observations[2])
}
\`\`\`

Let me know if you want me to change the weights!`

/** At most so many lines are shown. */
const shownLines = 400

/** A whole answer of a chat model: what is kept of it, what is passed over, and why. */
export function PasteTab() {
  const read = useSignal<ReadAnswer | undefined>(undefined)
  useSignalEffect(() => {
    const text = answer.value
    const task = taskId.value
    if (text.trim() === '') {
      read.value = undefined
      return
    }
    void import('../bench/read-answer.ts').then(({ readAnswer }) => {
      if (text === answer.peek()) read.value = readAnswer(task, text)
    })
  })
  const { lines = [], warnings = [], code, failure } = read.value ?? {}
  return (
    <>
      <label class="field">
        The whole answer of a chat model, as it came
        <textarea
          class="answer"
          spellcheck={false}
          placeholder="Prose, code fences, explanations: all of it"
          value={answer.value}
          onInput={(event) => {
            answer.value = event.currentTarget.value
          }}
        />
      </label>
      {!read.value && (
        <div>
          <button
            type="button"
            onClick={() => {
              answer.value = example
            }}
          >
            Try an example
          </button>
        </div>
      )}
      <div class="verdict" aria-live="polite">
        {code !== undefined && (
          <p class="good">
            ✓ There is a function in it: {lines.filter(({ kind }) => kind === 'kept').length} of{' '}
            {lines.length} lines are kept.
          </p>
        )}
        {failure && (
          <>
            <p class="bad">✗ {failure.feedback}</p>
            <details>
              <summary>What a model would be told</summary>
              <pre>{failure.message}</pre>
            </details>
          </>
        )}
        {warnings.map((warning) => (
          <p key={warning} class="note">
            {warning}
          </p>
        ))}
      </div>
      {code !== undefined && (
        <>
          <div>
            <button type="button" onClick={() => takeCode(code)}>
              Use this function
            </button>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
          <ol class="lines" aria-label="Lines of the answer" tabIndex={0}>
            {lines.slice(0, shownLines).map(({ text, kind }, index) => (
              <li key={index} class={kind === 'kept' ? 'kept' : ''}>
                <span>{kind === 'blank' ? '' : kind}</span>
                {text}
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}
