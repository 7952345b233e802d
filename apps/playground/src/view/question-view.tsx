import { type Signal, signal } from '@preact/signals'
import { promptText } from '../design/by-hand.ts'
import type { Question } from '../design/designing.ts'

const answer: Signal<string> = signal('')

interface QuestionViewProps {
  readonly question: Question
  readonly onAnswer: (text: string) => void
}

/** A prompt to copy into any chat, and where its answer goes. */
export function QuestionView({ question, onAnswer }: QuestionViewProps) {
  const prompt = promptText(question.messages)
  return (
    <form
      class="tab attempt"
      aria-label={`Question ${question.number}`}
      onSubmit={(event) => {
        event.preventDefault()
        onAnswer(answer.value)
        answer.value = ''
      }}
    >
      <h3>Question {question.number}</h3>
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
