import { type Code, f64, i32, type Local, type Type, unsigned } from './code.ts'
import { Refused } from './refused.ts'

/** A function that the module takes from the host. */
interface Imported {
  readonly module: string
  readonly name: string
  readonly params: readonly Type[]
  readonly results: readonly Type[]
}

/** What a module is made of: one function, exported as `run`, over a memory of the host. */
export interface ModuleParts {
  readonly imports: readonly Imported[]
  /** How many parameters `run` has, all i32; it returns one. */
  readonly params: number
  readonly locals: readonly Local[]
  readonly code: Code
}

/** A function whose code is longer is not worth its compilation. */
const mostBytes = 160_000

/** Bytes of code, from its tree. @throws Refused where they are too many */
function flatten(code: Code): Uint8Array {
  let bytes = new Uint8Array(4096)
  let length = 0
  const open: Array<{ readonly list: readonly Code[]; at: number }> = [{ list: [code], at: 0 }]
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const part = top.list[top.at++]
    if (part === undefined) open.pop()
    else if (typeof part !== 'number') open.push({ list: part, at: 0 })
    else {
      if (length === bytes.length) {
        if (length > mostBytes)
          throw new Refused('it is too long once helpers are inlined and loops unrolled')
        const larger = new Uint8Array(length * 2)
        larger.set(bytes)
        bytes = larger
      }
      bytes[length++] = part
    }
  }
  return bytes.subarray(0, length)
}

const magic = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

/** A module in WebAssembly's binary format. */
export function assemble({ imports, params, locals, code }: ModuleParts): Uint8Array<ArrayBuffer> {
  const types: Code[] = []
  const known = new Map<string, number>()
  const typeOf = (from: readonly Type[], to: readonly Type[]): number => {
    const key = `${from}:${to}`
    const found = known.get(key)
    if (found !== undefined) return found
    known.set(key, types.length)
    types.push([0x60, list(from), list(to)])
    return types.length - 1
  }
  const imported = imports.map(({ module, name, params, results }) => [
    text(module),
    text(name),
    0,
    unsigned(typeOf(params, results)),
  ])
  const run = typeOf(
    Array.from({ length: params }, () => i32),
    [i32],
  )
  const body = flatten([list(runsOf(locals)), code, 0x0b])
  const head = flatten([
    magic,
    section(1, list(types)),
    section(2, list([...imported, [text('host'), text('memory'), 2, 0, unsigned(1)]])),
    section(3, list([unsigned(run)])),
    section(7, list([[text('run'), 0, unsigned(imports.length)]])),
    10,
    unsigned(1 + unsigned(body.length).length + body.length),
    1,
    unsigned(body.length),
  ])
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return bytes
}

/** Locals of one type that follow one another are declared together. */
function runsOf(locals: readonly Local[]): Code[] {
  const runs: Array<{ count: number; readonly type: Type }> = []
  for (const { type } of locals) {
    const last = runs.at(-1)
    if (last?.type === type) last.count++
    else runs.push({ count: 1, type })
  }
  return runs.map(({ count, type }) => [unsigned(count), type])
}

function section(id: number, content: Code): Code {
  const bytes = flatten(content)
  return [id, unsigned(bytes.length), [...bytes]]
}

function list(items: readonly Code[]): Code {
  return [unsigned(items.length), items]
}

function text(value: string): Code {
  return [unsigned(value.length), [...value].map((letter) => letter.charCodeAt(0))]
}

/** The type of a libm function of so many numbers. */
export function numbersType(count: number): readonly Type[] {
  return Array.from({ length: count }, () => f64)
}
