import { useMemo } from 'preact/hooks'
import { createKeyPad } from '../play/key-pad.ts'
import { activeSlots, type PlayedBy, playedBy, taskId } from '../store.ts'
import { playableOf, taskOf } from '../tasks/playable.ts'
import { Keys } from './keys.tsx'
import { PauseButton } from './pause-button.tsx'
import { PlayView } from './play-view.tsx'
import { TrainRow } from './train-row.tsx'

const players: readonly { readonly id: PlayedBy; readonly label: string }[] = [
  { id: 'heuristic', label: 'Heuristic' },
  { id: 'random', label: 'Random' },
  { id: 'keyboard', label: 'You' },
  { id: 'trained', label: 'Trained' },
]

/** The task, who plays it, and the button that trains. */
export function StagePanel() {
  const playable = playableOf(taskId.value)
  const { goal } = useMemo(() => taskOf(playable.id), [playable])
  const pads = useMemo(() => ({ A: createKeyPad(playable), B: createKeyPad(playable) }), [playable])
  const slots = activeSlots()
  const isTrained = slots.some((slot) => slot.training.value?.state.value.kind === 'done')
  const isOff = (by: PlayedBy) => by === 'trained' && !isTrained
  return (
    <section class="panel" aria-labelledby="stage-title">
      <div class="row">
        <h2 id="stage-title">{playable.name}</h2>
        <PauseButton />
      </div>
      <p class="soft">{goal}</p>
      <TrainRow />
      <fieldset class="choices">
        <legend>Who plays</legend>
        {players.map(({ id, label }) => (
          <label key={id} class={isOff(id) ? 'off' : ''}>
            <input
              type="radio"
              name="player"
              checked={playedBy.value === id}
              disabled={isOff(id)}
              onChange={() => {
                playedBy.value = id
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
      {playedBy.value === 'keyboard' && <Keys playable={playable} pads={[pads.A, pads.B]} />}
      <div class="plays">
        {slots.map((slot) => (
          <PlayView
            key={slot.name}
            playable={playable}
            slot={slot}
            pad={pads[slot.name]}
            title={slots.length > 1 ? `Reward ${slot.name}` : undefined}
          />
        ))}
      </div>
    </section>
  )
}
