import { MujocoError } from './errors.ts'

/** What MuJoCo's bindings keep in wasm memory until `delete`. */
export interface Held {
  delete(): void
}

/** Arrays in wasm memory: views that die when it grows. */
export type Views = { readonly [name: string]: unknown }

/** `mjModel`: a compiled model. @see https://mujoco.readthedocs.io/en/stable/APIreference/APItypes.html#mjmodel */
export interface MjModel extends Held, Views {
  readonly nq: number
  readonly nv: number
  readonly nu: number
  readonly nbody: number
  readonly ngeom: number
  readonly opt: Held & { readonly timestep: number; disableflags: number }
}

/** `mjData`: the state of a simulation. @see https://mujoco.readthedocs.io/en/stable/APIreference/APItypes.html#mjdata */
export interface MjData extends Held, Views {}

/** What of MuJoCo's bindings is used here. */
export interface Engine {
  readonly MjModel: { from_xml_string(xml: string, files: Held): MjModel }
  readonly MjData: new (model: MjModel) => MjData
  readonly MjVFS: new () => Held & { addBuffer(name: string, bytes: Uint8Array): void }
  readonly mjtObj: Readonly<Record<'mjOBJ_BODY' | 'mjOBJ_GEOM' | 'mjOBJ_SITE', { readonly value: number }>>
  mj_versionString(): string
  mj_name2id(model: MjModel, type: number, name: string): number
  mj_resetData(model: MjModel, data: MjData): void
  mj_forward(model: MjModel, data: MjData): void
  mj_step(model: MjModel, data: MjData): void
  mj_rnePostConstraint(model: MjModel, data: MjData): void
}

/** MuJoCo's glue, which makes bindings around an instance of its wasm. */
type Glue = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object
  print(text: string): void
  printErr(text: string): void
}) => Promise<Engine>

let loading: Promise<Engine> | undefined

/**
 * MuJoCo, loaded and compiled once a thread.
 *
 * @throws MujocoError `mujoco/engine`
 */
export function loadEngine(): Promise<Engine> {
  loading ??= load().catch((cause: unknown) => {
    // The next call tries again: a network may have failed.
    loading = undefined
    throw new MujocoError('mujoco/engine', explained(cause), { cause })
  })
  return loading
}

async function load(): Promise<Engine> {
  const { glue, wasm } = await import('#engine')
  const module = typeof wasm === 'string' ? await WebAssembly.compile(await unpacked(wasm)) : wasm
  return new Promise((resolve, reject) => {
    const ready = (glue as Glue)({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(module, imports).then((instance) => done(instance, module), reject)
        return {}
      },
      // What MuJoCo has to say comes as an error, too, or is no one's business.
      print: () => {},
      printErr: () => {},
    })
    ready.then(resolve, reject)
  })
}

/** Bytes that were gzipped and written in base64. */
async function unpacked(text: string): Promise<ArrayBuffer> {
  const letters = atob(text)
  const bytes = new Uint8Array(letters.length)
  for (let index = 0; index < letters.length; index++) bytes[index] = letters.charCodeAt(index)
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(stream).arrayBuffer()
}

function explained(cause: unknown): string {
  const said = cause instanceof Error ? cause.message : String(cause)
  return /unsafe-eval|Content Security Policy/i.test(said)
    ? `MuJoCo is WebAssembly, which this page's Content-Security-Policy forbids: allow 'wasm-unsafe-eval' in its script-src. (${said})`
    : `MuJoCo can't be loaded here: ${said}`
}
