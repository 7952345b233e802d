import {
  type Candidate,
  originText,
  type Preference,
  type Preferred,
  preferredOf,
  standing,
} from '@gencode/design'
import { type Signal, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Designing, DesignState } from '../design/designing.ts'
import { rateText } from './candidate-text.ts'
import { CandidateView } from './candidate-view.tsx'
import { Lineage } from './lineage.tsx'
import { PairView } from './pair-view.tsx'
import { QuestionView } from './question-view.tsx'

const chosen: Signal<number | undefined> = signal(undefined)
const wish: Signal<string> = signal('')

/** A design as it goes: what it is at, who was made from whom, and what became of each. */
export function DesignView({ designing }: { readonly designing: Designing }) {
  const state = designing.state.value
  const candidates = designing.candidates.value
  const question = designing.question.value
  useEffect(() => {
    chosen.value = undefined
  }, [designing])
  const preferred = usePreferred(designing.preferences.value)
  const best = standing(candidates)[0]
  const shown = candidates.find(({ index }) => index === (chosen.value ?? best?.index))
  return (
    <>
      <div class="verdict" aria-live="polite">
        <State state={state} />
        {designing.warnings.value.map((warning) => (
          <p key={warning} class="note">
            {warning}
          </p>
        ))}
      </div>
      {state.kind === 'running' && (
        <div class="row start">
          <button type="button" onClick={() => designing.pause()}>
            Pause
          </button>
          <label class="field wide">
            What should be better? (said to the model in the next round)
            <input
              value={wish.value}
              onInput={(event) => {
                wish.value = event.currentTarget.value
                designing.wish(wish.value)
              }}
            />
          </label>
        </div>
      )}
      {question && (
        <QuestionView key={question.number} question={question} onAnswer={(text) => designing.answer(text)} />
      )}
      {candidates.length > 0 && (
        <>
          <Lineage candidates={candidates} chosen={shown?.index} onChoose={choose} />
          <Table candidates={candidates} chosen={shown?.index} preferred={preferred} />
          <PairView
            taskId={designing.settings.taskId}
            candidates={candidates}
            preferences={designing.preferences.value}
            onPrefer={(preference) => designing.prefer(preference)}
          />
        </>
      )}
      {shown && <CandidateView candidate={shown} candidates={candidates} />}
    </>
  )
}

function choose(index: number): void {
  chosen.value = index
}

function State({ state }: { readonly state: DesignState }) {
  switch (state.kind) {
    case 'running':
      return <p class="soft">At work: {state.status} …</p>
    case 'paused':
      return <p>Paused. What is there so far is kept, also when the page is closed.</p>
    case 'failed':
      return <p class="bad">✗ {state.message}</p>
    case 'done':
      return (
        <>
          <p class="good">✓ {state.result.stopped.message}</p>
          <p>{state.result.verdict}</p>
        </>
      )
  }
}

/** How much each is preferred. */
function usePreferred(preferences: readonly Preference[]): readonly Preferred[] {
  return useMemo(() => preferredOf(preferences), [preferences])
}

interface TableProps {
  readonly candidates: readonly Candidate[]
  readonly chosen: number | undefined
  /** Empty where nobody chose between two. */
  readonly preferred: readonly Preferred[]
}

/** The best first. */
function Table({ candidates, chosen, preferred }: TableProps) {
  const chances = new Map(preferred.map(({ candidate, chance }) => [candidate, chance]))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <div class="scroll" tabIndex={0}>
      <table class="candidates">
        <caption>Rewards, the best first</caption>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Made</th>
            <th scope="col">Success, with its 95 % interval</th>
            {chances.size > 0 && <th scope="col">Preferred by you to an average one</th>}
          </tr>
        </thead>
        <tbody>
          {standing(candidates).map((candidate) => (
            <tr key={candidate.index}>
              <td>
                <button
                  type="button"
                  class="small"
                  aria-pressed={candidate.index === chosen}
                  onClick={() => choose(candidate.index)}
                >
                  {candidate.index + 1}
                </button>
              </td>
              <td>{originText(candidate.lineage)}</td>
              <td>
                <Rate candidate={candidate} />
              </td>
              {chances.size > 0 && <td>{percent(chances.get(candidate.index))}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function percent(chance: number | undefined): string {
  return chance === undefined ? '' : `${Math.round(100 * chance)} %`
}

function Rate({ candidate }: { readonly candidate: Candidate }) {
  const { successRate, interval } = candidate
  if (successRate === undefined || !interval) return <span class="soft">{rateText(candidate)}</span>
  const at = (rate: number): string => `${Math.round(100 * rate)}%`
  return (
    <>
      <span class="bar" aria-hidden="true">
        <span class="reached" style={{ width: at(successRate) }} />
        <span class="whisker" style={{ left: at(interval[0]), width: at(interval[1] - interval[0]) }} />
      </span>
      {rateText(candidate)}
    </>
  )
}
