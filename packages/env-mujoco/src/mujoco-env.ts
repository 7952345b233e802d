/// <reference lib="esnext.disposable" preserve="true" />
import {
  BaseEnv,
  Box,
  InvalidOptionError,
  type ResetOptions,
  type ResetResult,
  type Scene,
  type StepResult,
} from '@gencode/env'
import type { MujocoDefinition } from './definition.ts'
import type { Engine } from './engine.ts'
import { MujocoError } from './errors.ts'
import { type Geom, geomsOf } from './render/geoms.ts'
import { type Frame, frameAround, sceneOf } from './render/scene.ts'
import { Simulation } from './simulation.ts'

/**
 * A model of MuJoCo as an environment. Its `state` is all of `qpos`, then all of `qvel`. It holds memory of MuJoCo's until
 * `close`.
 *
 * @see gymnasium/envs/mujoco/mujoco_env.py
 */
export class MujocoEnv extends BaseEnv<Float64Array, ArrayLike<number>> {
  readonly observationSpace: Box<'float64'>
  readonly actionSpace: Box
  /** The model and its state, to look at and to change. */
  readonly simulation: Simulation
  readonly #id: string
  readonly #definition: MujocoDefinition
  readonly #frameSkip: number
  /** What there is before the first episode, and the frame around it. */
  readonly #first: { readonly geoms: readonly Geom[]; readonly frame: Frame }
  #isStarted = false
  #isDiverged = false
  #isClosed = false

  /** @throws MujocoError `mujoco/model` or `mujoco/definition`, InvalidOptionError */
  constructor(engine: Engine, id: string, definition: MujocoDefinition) {
    super()
    const { xml, files, frameSkip = 1 } = definition
    if (typeof xml !== 'string')
      throw new InvalidOptionError(`${id}: xml is a model as a text, not ${typeof xml}`)
    if (!Number.isSafeInteger(frameSkip) || frameSkip <= 0)
      throw new InvalidOptionError(`${id}: frameSkip is a positive integer, not ${String(frameSkip)}`)
    if (!['side', 'top', undefined].includes(definition.view))
      throw new InvalidOptionError(`${id}: view is 'side' or 'top', not ${JSON.stringify(definition.view)}`)
    this.#id = id
    this.#definition = definition
    this.#frameSkip = frameSkip
    this.simulation = new Simulation(engine, xml, files)
    try {
      this.actionSpace = actionsOf(this.simulation)
      const { qpos0, size } = this.simulation
      this.simulation.start(qpos0, new Float64Array(size.qvel))
      const geoms = this.geoms
      this.#first = { geoms, frame: frameAround(geoms, this.#view) }
      const count = this.#observe().length
      this.observationSpace = new Box({ low: -Infinity, high: Infinity, shape: [count], dtype: 'float64' })
    } catch (error) {
      this.simulation.dispose()
      throw error
    }
  }

  override get state(): readonly number[] | undefined {
    const { simulation } = this
    return this.#isStarted && !this.#isClosed ? [...simulation.qpos, ...simulation.qvel] : undefined
  }

  /** Where everything that can be seen is, for a drawing in three dimensions. */
  get geoms(): Geom[] {
    return geomsOf(this.simulation)
  }

  reset(options?: ResetOptions): ResetResult<Float64Array> {
    const { simulation } = this
    const { qpos, qvel } = simulation.size
    const given = this.stateOption(options, qpos + qvel)
    this.reseed(options)
    const start = this.#definition.start?.(simulation, this.rng) ?? {
      qpos: simulation.qpos0,
      qvel: new Float64Array(qvel),
    }
    this.#checkCount('start().qpos', start.qpos.length, qpos)
    this.#checkCount('start().qvel', start.qvel.length, qvel)
    simulation.start(given?.slice(0, qpos) ?? start.qpos, given?.slice(qpos) ?? start.qvel)
    this.#isStarted = true
    this.#isDiverged = false
    return { observation: this.#observe(), info: this.#definition.resetInfo?.(simulation) ?? {} }
  }

  /** @throws MujocoError `mujoco/diverged`; then until the next reset */
  step(given: ArrayLike<number>): StepResult<Float64Array> {
    if (this.#isDiverged) throw this.#diverged()
    const { simulation } = this
    const { track, reward } = this.#definition
    const action = new Float32Array(given)
    const before = track ? track(simulation) : []
    if (!simulation.advance(action, this.#frameSkip)) {
      this.#isDiverged = true
      throw this.#diverged()
    }
    const after = track ? track(simulation) : []
    const observation = this.#observe()
    this.#checkCount('observe()', observation.length, this.observationSpace.size)
    const dt = simulation.timestep * this.#frameSkip
    const judged = reward?.({ simulation, action, before, after, dt }) ?? 0
    if (typeof judged === 'number')
      return { observation, reward: judged, terminated: false, truncated: false, info: {} }
    const { terminated = false, info = {} } = judged
    return { observation, reward: judged.reward, terminated, truncated: false, info }
  }

  override render(): Scene {
    return sceneOf(this.geoms, this.#first.geoms, this.#first.frame, this.#view)
  }

  override close(): void {
    this.#isClosed = true
    this.simulation.dispose()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  get #view(): 'side' | 'top' {
    return this.#definition.view ?? 'side'
  }

  #observe(): Float64Array {
    const { simulation } = this
    const { observe } = this.#definition
    return observe ? observe(simulation) : Float64Array.of(...simulation.qpos, ...simulation.qvel)
  }

  #checkCount(what: string, count: number, expected: number): void {
    if (count !== expected)
      throw new MujocoError(
        'mujoco/definition',
        `${this.#id}: ${what} has ${count} numbers, where ${expected} are expected`,
      )
  }

  #diverged(): MujocoError {
    return new MujocoError(
      'mujoco/diverged',
      `${this.#id}: the simulation has diverged (a position or velocity is NaN or beyond 1e10); reset it, and give it a smaller timestep, smaller forces or more damping`,
    )
  }
}

/** What the motors' ranges allow; anything where a motor has none. */
function actionsOf(simulation: Simulation): Box {
  const range = simulation.constant('actuator_ctrlrange')
  const bound = (side: 0 | 1) =>
    Float32Array.from({ length: simulation.size.ctrl }, (_, index) => {
      const hasRange = range[2 * index] !== range[2 * index + 1]
      return hasRange ? (range[2 * index + side] as number) : side === 0 ? -Infinity : Infinity
    })
  return new Box({ low: bound(0), high: bound(1) })
}
