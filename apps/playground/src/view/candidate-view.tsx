import { type Candidate, originText, reflectionText } from '@gencode/design'
import { diffLines } from 'diff'
import { pastTraining } from '../bench/training.ts'
import { current, playedBy, tab, taskId } from '../store.ts'
import { taskOf } from '../tasks/playable.ts'
import { rateText } from './candidate-text.ts'
import { LinePlotView } from './line-plot.tsx'

interface CandidateViewProps {
  readonly candidate: Candidate
  readonly candidates: readonly Candidate[]
}

/** A reward: what it changed, what training showed, its terms as it learnt. */
export function CandidateView({ candidate, candidates }: CandidateViewProps) {
  const { index, code, lineage, refusal, reflection, trainings } = candidate
  const parent = candidates.find((each) => each.index === lineage.parents[0])
  return (
    <article class="attempt" aria-label={`Reward ${index + 1}`}>
      <h3>
        Reward {index + 1}, {originText(lineage)}: {rateText(candidate)}
      </h3>
      {refusal && <p class="bad">{refusal.feedback}</p>}
      {code !== undefined && (
        <>
          <Diff before={parent?.code} after={code} />
          <div>
            <button type="button" onClick={() => take(candidate)}>
              {trainings.length > 0
                ? 'Put it into the editor, and watch its policy'
                : 'Put it into the editor'}
            </button>
          </div>
        </>
      )}
      {reflection && (
        <>
          {reflection.terms.length > 0 && (
            <LinePlotView
              title="Its terms as it learns, mean over the seeds"
              xLabel="tenths of the training"
              height={150}
              version={index}
              read={() => ({
                x: reflection.terms[0]?.course.map((_, place) => place + 1) ?? [],
                series: reflection.terms.map(({ name, course }) => ({ label: name, values: [...course] })),
              })}
            />
          )}
          <details>
            <summary>What training showed, as the model is told</summary>
            <pre>{reflectionText(reflection, taskOf(taskId.value).observationDocs)}</pre>
          </details>
        </>
      )}
    </article>
  )
}

function Diff({ before, after }: { readonly before: string | undefined; readonly after: string }) {
  const parts =
    before === undefined ? [{ value: after, added: false, removed: false }] : diffLines(before, after)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <pre class="diff" tabIndex={0}>
      {parts.map(({ value, added, removed }, place) => {
        const Line = added ? 'ins' : removed ? 'del' : 'span'
        return <Line key={place}>{value}</Line>
      })}
    </pre>
  )
}

/** Puts it into the editor, with the policy of its first training on the stage. */
function take({ code = '', successRate, interval, trainings }: Candidate): void {
  const slot = current.peek()
  slot.code.value = code
  tab.value = 'write'
  const [first] = trainings
  if (!first || successRate === undefined || !interval) return
  const curves = new Map(trainings.map(({ curve }, seed) => [seed, curve]))
  const episodes = trainings.reduce((sum, each) => sum + each.episodes, 0)
  slot.training.value = pastTraining(code, { successRate, interval, episodes, policy: first.policy }, curves)
  playedBy.value = 'trained'
}
