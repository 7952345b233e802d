import { drawOnCanvas, type Scene, sceneSize } from '@gencode/env'
import type { MujocoEnv } from '@gencode/env-mujoco'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { type Act, createPlayer, type PlayedStep, type Player } from '../play/player.ts'
import type { Space } from '../play/space.ts'
import { isRunning } from '../store.ts'
import { type Playable, prepare, taskOf } from '../tasks/playable.ts'

interface PictureProps {
  readonly playable: Playable
  readonly act: Act
  /** Said beside the step, such as its reward. */
  readonly aside?: string
  readonly onStart?: () => void
  readonly onStep?: (step: PlayedStep) => void
  /** What else the player follows, besides the page's Pause; gives what ends that. */
  readonly follow?: (player: Player, clear: () => void) => () => void
}

/** A task as it is played, episode after episode, in two or three dimensions. */
export function Picture({ playable, act, aside = '', onStart, onStep, follow }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const space = useRef<HTMLCanvasElement>(null)
  /** Whether the picture has three dimensions. */
  const isSpace = useSignal(false)
  const status = useSignal('')
  useEffect(() => {
    let isGone = false
    let inSpace: Space | undefined
    const stops: (() => void)[] = []
    const clear = (): void => {
      status.value = ''
    }
    const begin = (): void => {
      if (isGone) return
      const player = createPlayer({
        task: taskOf(playable.id),
        stepsPerSecond: playable.stepsPerSecond,
        act,
        onStart: () => onStart?.(),
        onStep: (step) => {
          onStep?.(step)
          status.value = `step ${step.step}${step.isSuccess ? ' · success' : step.isFailure ? ' · failure' : ''}`
        },
        draw: (env) => {
          const { geoms } = env.unwrapped as Partial<MujocoEnv>
          if (inSpace && geoms) return inSpace.show(geoms)
          const scene = env.render()
          if (scene && canvas.current) paint(canvas.current, scene)
        },
      })
      clear()
      const stop = isRunning.subscribe((runs) => (runs ? player.play() : player.pause()))
      stops.push(stop, follow?.(player, clear) ?? (() => {}), () => player.dispose())
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
  }, [playable, act])
  return (
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
        <span>{aside}</span>
      </div>
    </div>
  )
}

function paint(canvas: HTMLCanvasElement, scene: Scene): void {
  const ratio = Math.min(2, devicePixelRatio)
  const aspect = (scene.top - scene.bottom) / (scene.right - scene.left)
  const width = Math.round(Math.min(canvas.clientWidth, canvas.clientHeight / aspect) * ratio)
  const { height } = sceneSize(scene, width)
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  canvas.style.background = scene.background ?? 'white'
  const context = canvas.getContext('2d')
  if (context) drawOnCanvas(scene, context, width)
}
