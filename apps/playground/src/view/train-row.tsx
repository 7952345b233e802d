import { startTraining } from '../bench/training.ts'
import { activeSlots, playedBy, type Slot, taskId, type Verdict } from '../store.ts'

/** The one obvious thing to press. */
export function TrainRow() {
  const slots = activeSlots()
  const isTraining = slots.some((slot) => slot.training.value?.state.value.kind === 'running')
  const isReady = slots.every(({ verdict, code }) => acceptedOf(verdict.value, code.value))
  return (
    <div class="row start">
      {isTraining ? (
        <button
          type="button"
          class="primary"
          onClick={() => {
            for (const slot of slots) slot.training.value?.stop()
          }}
        >
          Stop
        </button>
      ) : (
        <button type="button" class="primary" disabled={!isReady} onClick={() => slots.forEach(trainSlot)}>
          Train
        </button>
      )}
      <div class="outcome" aria-live={isTraining ? 'off' : 'polite'}>
        <Outcomes slots={slots} isBroken={slots.some(isBroken)} />
      </div>
    </div>
  )
}

function trainSlot(slot: Slot): void {
  const accepted = acceptedOf(slot.verdict.peek(), slot.code.peek())
  if (!accepted) return
  slot.training.value = startTraining(taskId.peek(), accepted.code, accepted.reward, () => {
    playedBy.value = 'trained'
  })
}

/** The verdict where it accepts the very text that stands in the editor. */
function acceptedOf(verdict: Verdict, code: string) {
  return verdict.state === 'known' && verdict.isAccepted && verdict.code === code ? verdict : undefined
}

function isBroken({ verdict }: Slot): boolean {
  return verdict.value.state === 'known' && !verdict.value.isAccepted
}

function Outcomes({ slots, isBroken }: { readonly slots: readonly Slot[]; readonly isBroken: boolean }) {
  if (isBroken) return <p class="bad">The reward function does not run yet: its editor says why.</p>
  if (slots.every((slot) => !slot.training.value))
    return <p class="soft">Three policies learn from this reward, here in your browser.</p>
  return slots.map((slot) => <Outcome key={slot.name} slot={slot} isOne={slots.length === 1} />)
}

function Outcome({ slot, isOne }: { readonly slot: Slot; readonly isOne: boolean }) {
  const training = slot.training.value
  const state = training?.state.value
  const isStale = training !== undefined && training.code !== slot.code.value
  const who = isOne ? '' : `${slot.name}: `
  switch (state?.kind) {
    case 'running':
      return (
        <p>
          {who}
          <progress value={state.share} aria-label={`Training ${slot.name}`} />{' '}
          {Math.round(100 * state.share)} %
        </p>
      )
    case 'failed':
      return <p class="bad">{`${who}${state.message}`}</p>
    case 'stopped':
      return <p>{who}Stopped.</p>
    case 'done': {
      const { successRate, interval, episodes } = state.result
      const [low, high] = interval.map((bound) => Math.round(100 * bound))
      return (
        <p>
          {who}
          <strong class="rate">{Math.round(100 * successRate)} %</strong> success in {episodes} fresh episodes{' '}
          <span class="soft">
            (95 %: {low} to {high}){isStale ? '; before your last change' : ''}
          </span>
        </p>
      )
    }
    default:
      return null
  }
}
