import { type Env, flattenObservation, type RewardTask } from '@gencode/env'

/** One step that was played. */
export interface PlayedStep {
  /** The flattened observation after the step. */
  readonly observation: readonly number[]
  readonly isSuccess: boolean
  readonly isFailure: boolean
  /** From 1 in each episode. */
  readonly step: number
}

/** From a flattened observation to an action; `undefined` lets the task stand still. */
export type Act = (observation: readonly number[], env: Env) => unknown

/** What a player is made of. */
export interface PlayerOptions {
  readonly task: RewardTask<Env>
  readonly stepsPerSecond: number
  /** Asked before every step, so that who plays can change in the middle of an episode. */
  readonly act: Act
  readonly onStep: (step: PlayedStep) => void
  /** An episode is about to start. */
  readonly onStart: () => void
  /** Draws it as it is, at most once for each frame of the page. */
  readonly draw: (env: Env) => void
}

/** Plays episode after episode, as fast as the task is watched. */
export interface Player {
  readonly isRunning: boolean
  play(): void
  pause(): void
  /** Starts the next episode at once. */
  restart(): void
  dispose(): void
}

/** How long an episode's last picture stands. */
const pauseMs = 700
/** A page that was in the background does not make up for it. */
const maxStepsPerFrame = 4

/** Creates a player that stands at the start of its first episode. */
export function createPlayer({ task, stepsPerSecond, act, onStep, onStart, draw }: PlayerOptions): Player {
  const env = task.makeEnv()
  let seed = 1
  let observation: readonly number[] = []
  let step = 0
  let isOver = false
  let frame = 0
  let due = 0
  let last = 0

  const show = () => draw(env)
  const restart = () => {
    onStart()
    const start = env.reset({ seed: seed++ })
    observation = flattenObservation(env.observationSpace, start.observation)
    step = 0
    isOver = false
    due = 0
    show()
  }
  const advance = () => {
    const action = act(observation, env)
    if (action === undefined) return
    const result = env.step(action)
    step++
    observation = flattenObservation(env.observationSpace, result.observation)
    const { isSuccess, isFailure } = task.success({ ...result, steps: step })
    isOver = result.terminated || result.truncated
    onStep({ observation, isSuccess, isFailure, step })
  }
  const tick = (now: number) => {
    frame = requestAnimationFrame(tick)
    due += last === 0 ? 0 : now - last
    last = now
    if (isOver) {
      if (due > pauseMs) restart()
      return
    }
    const stepMs = 1000 / stepsPerSecond
    let steps = Math.min(maxStepsPerFrame, Math.floor(due / stepMs))
    if (steps === 0) return
    due = steps === maxStepsPerFrame ? 0 : due - steps * stepMs
    for (; steps > 0 && !isOver; steps--) advance()
    if (isOver) due = 0
    show()
  }
  restart()
  const pause = () => {
    cancelAnimationFrame(frame)
    frame = 0
  }
  return {
    get isRunning() {
      return frame !== 0
    },
    play() {
      if (frame !== 0) return
      last = 0
      frame = requestAnimationFrame(tick)
    },
    pause,
    restart,
    dispose() {
      pause()
      env.close()
    },
  }
}
