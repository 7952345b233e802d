import type { Candidate, Preference } from '@gencode/design'
import type { TrainedPolicy } from '@gencode/train'
import { useEffect, useState } from 'preact/hooks'
import type { Act } from '../play/player.ts'
import { type Playable, playableOf } from '../tasks/playable.ts'
import { nextPair } from './next-pair.ts'
import { PauseButton } from './pause-button.tsx'
import { Picture } from './picture.tsx'

interface PairViewProps {
  readonly taskId: string
  readonly candidates: readonly Candidate[]
  readonly preferences: readonly Preference[]
  readonly onPrefer: (preference: Preference) => void
}

/** Two policies play the same episodes, and a person says which of them does better. */
export function PairView({ taskId, candidates, preferences, onPrefer }: PairViewProps) {
  const [isOpen, setOpen] = useState(false)
  const [passed, setPassed] = useState(0)
  // What is watched stays, whatever comes in meanwhile.
  const [watched, setWatched] = useState<readonly number[] | undefined>(undefined)
  const known = watched?.flatMap((index) => candidates.find((each) => each.index === index) ?? [])
  const pair = known?.length === 2 ? known : nextPair(candidates, preferences, passed)
  if (!pair) return null
  const [left, right] = pair as [Candidate, Candidate]
  const prefer = (better: Candidate, worse: Candidate): void => {
    setWatched(undefined)
    onPrefer({ better: better.index, worse: worse.index })
  }
  return (
    <details
      class="attempt"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open)
        setWatched(currentTarget.open ? [left.index, right.index] : undefined)
      }}
    >
      <summary>Which is better? Watch two of their policies</summary>
      {isOpen && (
        <>
          <div class="row start">
            <PauseButton what="both" />
            <span class="soft">
              Your choices go to the model with the next round, and stand beside success, never in it.
            </span>
          </div>
          <div class="plays">
            {[left, right].map((candidate) => (
              <div class="play" key={candidate.index}>
                <h3>Reward {candidate.index + 1}</h3>
                <Episodes playable={playableOf(taskId)} candidate={candidate} />
              </div>
            ))}
          </div>
          <div class="row start">
            <button type="button" onClick={() => prefer(left, right)}>
              Reward {left.index + 1} is better
            </button>
            <button type="button" onClick={() => prefer(right, left)}>
              Reward {right.index + 1} is better
            </button>
            <button
              type="button"
              onClick={() => {
                setWatched(undefined)
                setPassed(passed + 1)
              }}
            >
              Neither
            </button>
          </div>
        </>
      )}
    </details>
  )
}

interface EpisodesProps {
  readonly playable: Playable
  readonly candidate: Candidate
}

/** Played by the policy of the first training, from the first seed on. */
function Episodes({ playable, candidate }: EpisodesProps) {
  const act = useAct(candidate.trainings[0]?.policy)
  return act ? <Picture playable={playable} act={act} /> : <div class="picture" />
}

function useAct(policy: TrainedPolicy | undefined): Act | undefined {
  const [act, setAct] = useState<Act | undefined>(undefined)
  useEffect(() => {
    let isGone = false
    setAct(undefined)
    if (policy)
      void import('@gencode/train').then(({ policyFunction }) => {
        if (!isGone) setAct(() => policyFunction(policy))
      })
    return () => {
      isGone = true
    }
  }, [policy])
  return act
}
