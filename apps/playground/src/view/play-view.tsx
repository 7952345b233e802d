import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals'
import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks'
import type { KeyPad } from '../play/key-pad.ts'
import { Meter } from '../play/meter.ts'
import type { Act, Player } from '../play/player.ts'
import { playedBy, type Slot, taskId } from '../store.ts'
import type { Playable } from '../tasks/playable.ts'
import { LinePlotView } from './line-plot.tsx'
import { Picture } from './picture.tsx'

interface PlayViewProps {
  readonly playable: Playable
  readonly slot: Slot
  readonly pad: KeyPad
  /** Said above the picture where there are two. */
  readonly title: string | undefined
}

/** The task as it is played, and the reward that a slot's function gives to every step. */
export function PlayView({ playable, slot, pad, title }: PlayViewProps) {
  const changes = useSignal(0)
  const meter = useMemo(() => slotMeter(slot, changes), [slot])
  const trained = useTrained(slot)

  useSignalEffect(() => {
    const verdict = slot.verdict.value
    meter.use(verdict.state === 'known' && verdict.isAccepted ? verdict.reward : undefined)
  })
  const act: Act = useCallback(
    (observation, env) => {
      const by = playedBy.peek()
      if (by === 'keyboard') return pad.action()
      const choose = by === 'heuristic' ? playable.heuristic : by === 'trained' ? trained.current : undefined
      const action = choose?.(observation)
      // A policy out of a link may be of another task.
      return env.actionSpace.contains(action) ? action : env.actionSpace.sample()
    },
    [playable],
  )
  const version = changes.value
  const isUntrained = playedBy.value === 'trained' && slot.training.value?.state.value.kind !== 'done'
  const verdict = slot.verdict.value
  const isBroken = verdict.state === 'known' && !verdict.isAccepted
  const last = meter.trace.last
  return (
    <div class="play">
      {title && <h3>{isUntrained ? `${title}: not trained, acts at random` : title}</h3>}
      <Picture
        playable={playable}
        act={act}
        aside={last === undefined ? '' : `reward ${last.toFixed(2)}`}
        onStart={() => pad.restart()}
        onStep={(step) => meter.add(step)}
        follow={startWithPerson}
      />
      <LinePlotView
        title={isBroken ? 'No rewards: the function does not run' : 'Reward of each step, with its terms'}
        xLabel="step"
        height={170}
        isCut
        version={version}
        read={() => ({ x: meter.trace.x, series: meter.trace.series('reward') })}
      />
    </div>
  )
}

/** A person starts at the start. */
function startWithPerson(player: Player, clear: () => void): () => void {
  return playedBy.subscribe((by) => {
    if (by !== 'keyboard') return
    player.restart()
    clear()
  })
}

function slotMeter(slot: Slot, changes: ReturnType<typeof useSignal<number>>): Meter {
  const onChange = () => {
    changes.value = (changes.peek() ?? 0) + 1
  }
  return new Meter(onChange, async (error) => {
    const verdict = slot.verdict.peek()
    const { failedLater } = await import('../bench/workshop.ts')
    if (verdict !== slot.verdict.peek() || verdict.state !== 'known' || !verdict.isAccepted) return
    const { code, lineMap } = verdict
    slot.verdict.value = { state: 'known', code, ...failedLater(taskId.peek(), code, error, lineMap) }
  })
}

/** The slot's trained policy as a function, once there is one. */
function useTrained(slot: Slot): {
  readonly current: ((observation: readonly number[]) => unknown) | undefined
} {
  const act = useRef<((observation: readonly number[]) => unknown) | undefined>(undefined)
  const state: ReadonlySignal<{ kind: string }> | undefined = slot.training.value?.state
  const isDone = state?.value.kind === 'done'
  useEffect(() => {
    act.current = undefined
    const now = slot.training.peek()?.state.peek()
    if (now?.kind !== 'done') return
    void import('@gencode/train').then(({ policyFunction }) => {
      act.current = policyFunction(now.result.policy)
    })
  }, [state, isDone])
  return act
}
