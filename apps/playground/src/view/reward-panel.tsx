import { current } from '../store.ts'
import { CodeEditor } from './code-editor.tsx'
import { VerdictView } from './verdict.tsx'

/** Where the reward function is written. */
export function RewardPanel() {
  const slot = current.value
  const verdict = slot.verdict.value
  const line = verdict.state === 'known' && !verdict.isAccepted ? verdict.line : undefined
  const problem = verdict.state === 'known' && !verdict.isAccepted ? verdict.failure.feedback : undefined
  return (
    <section class="panel" aria-labelledby="reward-title">
      <h2 id="reward-title">Reward function</h2>
      <CodeEditor code={slot.code} label={`Reward function ${slot.name}`} line={line} problem={problem} />
      <VerdictView verdict={verdict} />
    </section>
  )
}
