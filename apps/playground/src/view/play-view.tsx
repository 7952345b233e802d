import { drawOnCanvas, type Scene } from '@gencode/env'
import type { MujocoEnv } from '@gencode/env-mujoco'
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { KeyPad } from '../play/key-pad.ts'
import { Meter } from '../play/meter.ts'
import { type Act, createPlayer, type Player } from '../play/player.ts'
import type { Space } from '../play/space.ts'
import { isRunning, playedBy, type Slot, taskId } from '../store.ts'
import { type Playable, prepare, taskOf } from '../tasks/playable.ts'
import { LinePlotView } from './line-plot.tsx'

interface PlayViewProps {
  readonly playable: Playable
  readonly slot: Slot
  readonly pad: KeyPad
  /** Said above the picture where there are two. */
  readonly title: string | undefined
}

/** The task as it is played, and the reward that a slot's function gives to every step. */
export function PlayView({ playable, slot, pad, title }: PlayViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const space = useRef<HTMLCanvasElement>(null)
  /** Whether the picture has three dimensions. */
  const isSpace = useSignal(false)
  const status = useSignal('')
  const changes = useSignal(0)
  const meter = useMemo(() => slotMeter(slot, changes), [slot])
  const trained = useTrained(slot)

  useSignalEffect(() => {
    const verdict = slot.verdict.value
    meter.use(verdict.state === 'known' && verdict.isAccepted ? verdict.reward : undefined)
  })
  useEffect(() => {
    const act: Act = (observation, env) => {
      const by = playedBy.peek()
      if (by === 'keyboard') return pad.action()
      const choose = by === 'heuristic' ? playable.heuristic : by === 'trained' ? trained.current : undefined
      const action = choose?.(observation)
      // A policy out of a link may be of another task.
      return env.actionSpace.contains(action) ? action : env.actionSpace.sample()
    }
    const start = (): Player =>
      createPlayer({
        task: taskOf(playable.id),
        stepsPerSecond: playable.stepsPerSecond,
        act,
        onStart: () => pad.restart(),
        onStep: (step) => {
          meter.add(step)
          status.value = `step ${step.step}${step.isSuccess ? ' · success' : step.isFailure ? ' · failure' : ''}`
        },
        draw: (env) => {
          const { geoms } = env.unwrapped as Partial<MujocoEnv>
          if (inSpace && geoms) return inSpace.show(geoms)
          const scene = env.render()
          if (scene && canvas.current) paint(canvas.current, scene)
        },
      })
    const stops: (() => void)[] = []
    let isGone = false
    let inSpace: Space | undefined
    const begin = () => {
      if (isGone) return
      const player = start()
      status.value = ''
      stops.push(
        isRunning.subscribe((runs) => (runs ? player.play() : player.pause())),
        // A person starts at the start.
        playedBy.subscribe((by) => {
          if (by !== 'keyboard') return
          player.restart()
          status.value = ''
        }),
        () => player.dispose(),
      )
    }
    if (playable.simulator) {
      status.value = 'loading MuJoCo'
      isSpace.value = false
      const load = async () => {
        const [{ createSpace }] = await Promise.all([import('../play/space.ts'), prepare(playable.id)])
        if (isGone || !space.current) return
        inSpace = createSpace(space.current)
        isSpace.value = inSpace !== undefined
        stops.push(() => inSpace?.dispose())
        begin()
      }
      load().catch((error: Error) => {
        status.value = error.message
      })
    } else begin()
    return () => {
      isGone = true
      for (const stop of stops) stop()
    }
  }, [playable])

  const version = changes.value
  const isUntrained = playedBy.value === 'trained' && slot.training.value?.state.value.kind !== 'done'
  const verdict = slot.verdict.value
  const isBroken = verdict.state === 'known' && !verdict.isAccepted
  const last = meter.trace.last
  return (
    <div class="play">
      {title && <h3>{isUntrained ? `${title}: not trained, acts at random` : title}</h3>}
      <div class="picture">
        {playable.simulator && (
          // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it takes the mouse and the keys
          <canvas
            key={playable.id}
            ref={space}
            hidden={!isSpace.value}
            role="application"
            tabIndex={0}
            aria-label={`${playable.name}, as it is played; drag it or press the arrow keys to look around`}
          />
        )}
        <canvas
          ref={canvas}
          hidden={isSpace.value && playable.simulator !== undefined}
          role="img"
          aria-label={`${playable.name}, as it is played`}
        />
        <div class="status">
          <span>{status}</span>
          <span>{last === undefined ? '' : `reward ${last.toFixed(2)}`}</span>
        </div>
      </div>
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

function paint(canvas: HTMLCanvasElement, scene: Scene): void {
  const ratio = Math.min(2, devicePixelRatio)
  const aspect = (scene.top - scene.bottom) / (scene.right - scene.left)
  const width = Math.round(Math.min(canvas.clientWidth, canvas.clientHeight / aspect) * ratio)
  const height = Math.round(width * aspect)
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  canvas.style.background = scene.background ?? 'white'
  const context = canvas.getContext('2d')
  if (context) drawOnCanvas(scene, context, width)
}
