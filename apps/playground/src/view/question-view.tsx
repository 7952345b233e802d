import type { ChatMessage } from '@gencode/llm'
import { type Signal, signal } from '@preact/signals'
import { promptText } from '../design/by-hand.ts'

const answer: Signal<string> = signal('')

interface QuestionViewProps {
  readonly messages: readonly ChatMessage[]
  readonly onAnswer: (text: string) => void
}

/** A prompt to copy into any chat, and where its answer goes. */
export function QuestionView({ messages, onAnswer }: QuestionViewProps) {
  const prompt = promptText(messages)
  return (
    <form
      class="tab attempt"
      aria-label="Carry this to a chat"
      onSubmit={(event) => {
        event.preventDefault()
        onAnswer(answer.value)
        answer.value = ''
      }}
    >
      <label class="field">
        Copy this into any chat
        <textarea class="answer" readOnly value={prompt} />
      </label>
      <div>
        <button type="button" onClick={() => void navigator.clipboard.writeText(prompt)}>
          Copy
        </button>
      </div>
      <label class="field">
        Paste its whole answer
        <textarea
          class="answer"
          required
          value={answer.value}
          onInput={(event) => {
            answer.value = event.currentTarget.value
          }}
        />
      </label>
      <div>
        <button type="submit">Give this answer</button>
      </div>
    </form>
  )
}
