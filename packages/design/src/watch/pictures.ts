import { drawOnCanvas, flattenObservation, type RewardTask, type Scene } from '@gencode/env'
import { policyFunction, type TrainedPolicy } from '@gencode/train'
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

const longestEpisode = 1000

/** Plays one episode with a policy and draws it; undefined where its environment draws no scene. */
export async function filmEpisode(
  task: RewardTask,
  policy: TrainedPolicy,
  { sheets, frames, width, seed }: FilmSettings,
): Promise<Filmed | undefined> {
  const env = await task.makeEnv()
  const act = policyFunction(policy)
  const scenes: Scene[] = []
  let succeeded = false
  try {
    let { observation } = env.reset({ seed })
    for (let steps = 1; steps <= longestEpisode; steps++) {
      const scene = env.render()
      if (!scene) return undefined
      scenes.push(scene)
      const step = env.step(act(Float64Array.from(flattenObservation(env.observationSpace, observation))))
      observation = step.observation
      succeeded = task.success({ ...step, steps }).isSuccess
      if (step.terminated || step.truncated) break
    }
    const last = env.render()
    if (last) scenes.push(last)
  } finally {
    env.close()
  }
  const length = scenes.length - 1
  const count = Math.min(frames, scenes.length)
  const steps = Array.from({ length: count }, (_, index) =>
    count === 1 ? length : Math.round((index * length) / (count - 1)),
  )
  const pictures = await Promise.all(steps.map((step) => pictureOf(scenes[step] as Scene, sheets, width)))
  return { pictures, steps, length, succeeded }
}

function pictureOf(scene: Scene, sheets: MakeSheet, width: number): Promise<Uint8Array> {
  const height = Math.round((width * (scene.top - scene.bottom)) / (scene.right - scene.left))
  const sheet = sheets(width, height)
  drawOnCanvas(scene, sheet.context, width)
  return sheet.png()
}
