import type { Scene } from '@gencode/env'
import { drawOnCanvas } from '@gencode/env'
import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { createKeyPad } from '../play/key-pad.ts'
import { Meter } from '../play/meter.ts'
import { type Act, createPlayer, type Player } from '../play/player.ts'
import { current, isRunning, type PlayedBy, playedBy, taskId } from '../store.ts'
import { playableOf, taskOf } from '../tasks/playable.ts'
import { Keys } from './keys.tsx'
import { LinePlotView } from './line-plot.tsx'
import { TrainRow } from './train-row.tsx'

const players: readonly { readonly id: PlayedBy; readonly label: string }[] = [
  { id: 'heuristic', label: 'Heuristic' },
  { id: 'random', label: 'Random' },
  { id: 'keyboard', label: 'You' },
  { id: 'trained', label: 'Trained' },
]

/** The task as it is played, and the reward of every step. */
export function StagePanel() {
  const id = taskId.value
  const playable = playableOf(id)
  const task = useMemo(() => taskOf(id), [id])
  const keyPad = useMemo(() => createKeyPad(playable), [playable])
  const canvas = useRef<HTMLCanvasElement>(null)
  const player = useRef<Player | undefined>(undefined)
  const status = useSignal('')
  const changes = useSignal(0)
  const meter = useMemo(
    () =>
      new Meter(
        () => {
          changes.value = changes.peek() + 1
        },
        async (error) => {
          const slot = current.peek()
          const { failedLater } = await import('../bench/workshop.ts')
          slot.verdict.value = { state: 'known', ...failedLater(taskId.peek(), slot.code.peek(), error) }
        },
      ),
    [],
  )
  const trainedState = current.value.training.value?.state.value
  const policy = trainedState?.kind === 'done' ? trainedState.result.policy : undefined

  useSignalEffect(() => {
    const verdict = current.value.verdict.value
    meter.use(verdict.state === 'known' && verdict.isAccepted ? verdict.reward : undefined)
  })

  const act: Act = (observation, env) => {
    switch (playedBy.peek()) {
      case 'keyboard':
        return keyPad.action()
      case 'heuristic':
        return playable.heuristic?.(observation) ?? env.actionSpace.sample()
      case 'trained':
        return trainedAct.current?.(observation) ?? env.actionSpace.sample()
      default:
        return env.actionSpace.sample()
    }
  }
  const trainedAct = useRef<((observation: readonly number[]) => unknown) | undefined>(undefined)
  useEffect(() => {
    trainedAct.current = undefined
    if (!policy) return
    void import('@gencode/train').then(({ policyFunction }) => {
      trainedAct.current = policyFunction(policy)
    })
  }, [policy])

  useEffect(() => {
    const made = createPlayer({
      task,
      stepsPerSecond: playable.stepsPerSecond,
      act,
      onStep: (step) => {
        meter.add(step)
        const how = step.isSuccess ? ' · success' : step.isFailure ? ' · failure' : ''
        status.value = `step ${step.step}${how}`
      },
      onScene: (scene) => {
        if (canvas.current) paint(canvas.current, scene)
      },
    })
    player.current = made
    if (isRunning.peek()) made.play()
    return () => made.dispose()
  }, [task])

  const last = changes.value >= 0 ? meter.trace.last : undefined
  return (
    <section class="panel stage" aria-labelledby="stage-title">
      <h2 id="stage-title">{playable.name}</h2>
      <p class="soft">{task.goal}</p>
      <div class="picture">
        <canvas ref={canvas} role="img" aria-label={`${playable.name}, as it is played`} />
        <div class="status">
          <span>{status}</span>
          <span>{last === undefined ? '' : `reward ${last.toFixed(2)}`}</span>
          <button
            type="button"
            onClick={() => {
              isRunning.value = !isRunning.value
              if (isRunning.value) player.current?.play()
              else player.current?.pause()
            }}
          >
            {isRunning.value ? 'Pause' : 'Play'}
          </button>
        </div>
      </div>
      <TrainRow />
      <fieldset class="choices">
        <legend>Who plays</legend>
        {players.map(({ id: by, label }) => {
          const isOff = (by === 'heuristic' && !playable.heuristic) || (by === 'trained' && !policy)
          return (
            <label key={by} class={isOff ? 'off' : ''} title={isOff && by === 'trained' ? 'Train first' : ''}>
              <input
                type="radio"
                name="player"
                checked={playedBy.value === by}
                disabled={isOff}
                onChange={() => {
                  playedBy.value = by
                }}
              />
              {label}
            </label>
          )
        })}
      </fieldset>
      {playedBy.value === 'keyboard' && <Keys playable={playable} pad={keyPad} />}
      <LinePlotView
        title="Reward of each step, with its terms"
        xLabel="step"
        height={170}
        version={changes.value}
        read={() => ({ x: meter.trace.x, series: meter.trace.series('reward') })}
      />
    </section>
  )
}

function paint(canvas: HTMLCanvasElement, scene: Scene): void {
  const shown = canvas.clientWidth
  const ratio = Math.min(2, devicePixelRatio)
  const width = Math.round(shown * ratio)
  const height = Math.round((width * (scene.top - scene.bottom)) / (scene.right - scene.left))
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  const context = canvas.getContext('2d')
  if (context) drawOnCanvas(scene, context, width)
}
