import type { Engine, MjData, MjModel } from './engine.ts'
import { MujocoError } from './errors.ts'

/** `mjDSBL_AUTORESET`: a simulation that diverges shall be told, not silently begun again. */
const keepsDiverged = 1 << 16
/** `mjMAXVAL`: what MuJoCo itself takes for diverged. */
const largest = 1e10

/**
 * A model and its state in MuJoCo's memory. Arrays are views into it, named as in `mjData` and `mjModel`
 * (`qpos`, `xpos`, `cfrc_ext`, `body_mass`, ...): ask for them each time, since they die when that memory grows.
 *
 * @see https://mujoco.readthedocs.io/en/stable/APIreference/APItypes.html
 */
export class Simulation {
  /** Seconds of one step of the simulator. */
  readonly timestep: number
  /** Numbers of `qpos`, `qvel` and `ctrl`. */
  readonly size: { readonly qpos: number; readonly qvel: number; readonly ctrl: number }
  /** The state that the model starts from. */
  readonly qpos0: Float64Array
  readonly #engine: Engine
  readonly #model: MjModel
  readonly #data: MjData
  readonly #views = new Map<string, Float64Array>()
  readonly #constants = new Map<string, ArrayLike<number>>()
  readonly #bodies = new Map<string, number>()
  #isDisposed = false

  /**
   * @param files what the model refers to (meshes, textures, other models), by file name
   * @throws MujocoError `mujoco/model` with MuJoCo's own words
   */
  constructor(engine: Engine, xml: string, files: Readonly<Record<string, string | Uint8Array>> = {}) {
    this.#engine = engine
    this.#model = compiled(engine, xml, files)
    const option = this.#model.opt
    option.disableflags |= keepsDiverged
    this.timestep = option.timestep
    option.delete()
    this.#data = new engine.MjData(this.#model)
    const { nq, nv, nu } = this.#model
    this.size = { qpos: nq, qvel: nv, ctrl: nu }
    this.qpos0 = Float64Array.from(this.constant('qpos0'))
  }

  get qpos(): Float64Array {
    return this.view('qpos')
  }

  get qvel(): Float64Array {
    return this.view('qvel')
  }

  get ctrl(): Float64Array {
    return this.view('ctrl')
  }

  /** An array of `mjData`. @throws MujocoError where it has none of that name */
  view(name: string): Float64Array {
    let view = this.#views.get(name)
    if (view === undefined || view.buffer.byteLength === 0) {
      view = this.#array(this.#data, name) as Float64Array
      this.#views.set(name, view)
    }
    return view
  }

  /** A copy of an array of `mjModel`, made once. @throws MujocoError where it has none of that name */
  constant(name: string): ArrayLike<number> {
    let values = this.#constants.get(name)
    if (values === undefined) {
      values = Array.from(this.#array(this.#model, name))
      this.#constants.set(name, values)
    }
    return values
  }

  /** A body's number. @throws MujocoError where the model has no such body */
  body(nameOrNumber: string | number): number {
    if (typeof nameOrNumber === 'number') {
      if (Number.isSafeInteger(nameOrNumber) && nameOrNumber >= 0 && nameOrNumber < this.#model.nbody)
        return nameOrNumber
      throw new MujocoError('mujoco/definition', `The model has no body ${nameOrNumber}`)
    }
    let id = this.#bodies.get(nameOrNumber)
    if (id === undefined) {
      const { mj_name2id, mjtObj } = this.#engine
      id = mj_name2id(this.#model, mjtObj.mjOBJ_BODY.value, nameOrNumber)
      if (id < 0)
        throw new MujocoError('mujoco/definition', `The model has no body ${JSON.stringify(nameOrNumber)}`)
      this.#bodies.set(nameOrNumber, id)
    }
    return id
  }

  /** Where a body's frame is: x, y, z. */
  position(body: string | number): Float64Array {
    const at = 3 * this.body(body)
    return this.view('xpos').subarray(at, at + 3)
  }

  /** Everything as the model starts, but for the given state; what depends on it is computed. */
  start(qpos: ArrayLike<number>, qvel: ArrayLike<number>): void {
    this.#engine.mj_resetData(this.#model, this.#data)
    this.qpos.set(qpos)
    this.qvel.set(qvel)
    this.#engine.mj_forward(this.#model, this.#data)
  }

  /**
   * So many steps of the simulator with the same control, then the forces of contacts (`cfrc_ext`).
   *
   * @returns whether the state is still one; where not, `start` begins anew
   */
  advance(control: ArrayLike<number>, steps: number): boolean {
    const { mj_step, mj_rnePostConstraint } = this.#engine
    this.ctrl.set(control)
    for (let step = 0; step < steps; step++) mj_step(this.#model, this.#data)
    mj_rnePostConstraint(this.#model, this.#data)
    return isWithin(this.qpos) && isWithin(this.qvel)
  }

  /** Gives the memory back; twice is harmless. */
  dispose(): void {
    if (this.#isDisposed) return
    this.#isDisposed = true
    this.#views.clear()
    this.#data.delete()
    this.#model.delete()
  }

  #array(holder: MjData | MjModel, name: string): ArrayLike<number> {
    if (this.#isDisposed) throw new MujocoError('mujoco/definition', 'The environment is closed')
    const found = holder[name]
    if (ArrayBuffer.isView(found)) return found as unknown as ArrayLike<number>
    const kind = holder === this.#data ? 'mjData' : 'mjModel'
    throw new MujocoError('mujoco/definition', `${kind} has no array ${JSON.stringify(name)}`)
  }
}

function isWithin(numbers: Float64Array): boolean {
  for (let index = 0; index < numbers.length; index++)
    if (!(Math.abs(numbers[index] as number) <= largest)) return false
  return true
}

function compiled(
  engine: Engine,
  xml: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): MjModel {
  const store = new engine.MjVFS()
  try {
    for (const [name, content] of Object.entries(files))
      store.addBuffer(name, typeof content === 'string' ? new TextEncoder().encode(content) : content)
    return engine.MjModel.from_xml_string(xml, store)
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    const words = said.replace(/^MuJoCo Error: (Loading error: )?/, '').trim()
    throw new MujocoError('mujoco/model', `MuJoCo can't make the model: ${words}`, { cause })
  } finally {
    store.delete()
  }
}
