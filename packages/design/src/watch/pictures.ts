import { drawOnCanvas, type Env, type RewardTask, type Scene, sceneSize } from '@gencode/env'
import { recordEpisodes, type TrainedPolicy } from '@gencode/train'
import type { MakeSheet } from './canvas.ts'

/** Pictures of one episode, and how it went. */
export interface Filmed {
  /** PNG files, in the order of time. */
  readonly pictures: readonly Uint8Array[]
  /** The step that each of them shows, from 0 for the start. */
  readonly steps: readonly number[]
  readonly length: number
  readonly succeeded: boolean
}

/** How an episode is filmed. */
export interface FilmSettings {
  readonly sheets: MakeSheet
  /** Pictures, from the first state to the last. */
  readonly frames: number
  /** Of a picture, in pixels. */
  readonly width: number
  readonly seed: number
}

/** Plays one episode with a policy and draws it; undefined where its environment draws no scene. */
export async function filmEpisode(
  task: RewardTask,
  policy: TrainedPolicy,
  { sheets, frames, width, seed }: FilmSettings,
): Promise<Filmed | undefined> {
  const scenes: (Scene | undefined)[] = []
  const look = (env: Env): void => void scenes.push(env.render())
  const [played] = await recordEpisodes(task, policy, { episodes: 1, seed, look })
  if (!played || scenes.some((scene) => scene === undefined)) return undefined
  const length = scenes.length - 1
  const count = Math.min(frames, scenes.length)
  const steps = Array.from({ length: count }, (_, index) =>
    count === 1 ? length : Math.round((index * length) / (count - 1)),
  )
  const pictures = await Promise.all(steps.map((step) => pictureOf(scenes[step] as Scene, sheets, width)))
  return { pictures, steps, length, succeeded: played.succeeded }
}

function pictureOf(scene: Scene, sheets: MakeSheet, width: number): Promise<Uint8Array> {
  const sheet = sheets(width, sceneSize(scene, width).height)
  drawOnCanvas(scene, sheet.context, width)
  return sheet.png()
}
