import { readFileSync } from 'node:fs'
import { minifySync } from 'rolldown/utils'

const text = (name) => readFileSync(new URL(name, import.meta.url), 'utf8')

/** Any time that stands out in memory: QuickJS seeds `Math.random` with it, which is how the seed's place is found. */
const startTime = 1_234_567_890_123

/** The program's static data starts here; below is nothing. */
const dataStart = 1024

/**
 * The parts of the guest's side of every crossing. They run in the guest's realm, where any built-in may have been
 * redefined since: so they keep their own references, and touch no prototype's method. Nothing there is trusted: the
 * host checks again whatever comes out. Each takes what those before it give. These are evaluated once, into the
 * start-up image.
 */
const parts = ['kit', 'writer', 'reader', 'rows', 'thrown', 'host', 'functions']

/** Their functions that the host calls. */
const handed = [
  'addRow',
  'applyText',
  'beginRows',
  'decode',
  'describe',
  'encode',
  'endRows',
  'install',
  'list',
  'onlyFunction',
  'pick',
  'settle',
  'source',
  'tableBuffer',
]

/** What only some guests need, evaluated where they are prepared, so that the others start from a smaller image. */
const laterParts = ['inspect', 'console', 'structure', 'timers']

const listOf = (names) => `[${names.map((part) => text(`driver/${part}.js`).replace(/^;/m, '')).join(',\n')}]`
const extended = (names) => `for (const part of ${listOf(names)}) Object.assign(kit, part(kit))
  return kit`

/** An expression without the comment and the semicolon before it. */
function withoutHead(source) {
  return source.replace(/^(?:\/\/.*\n)*;/, '')
}

/** Made small: QuickJS keeps the text of each function, that of the functions inside it again. */
function minified(name, expression) {
  const head = 'export default'
  const { code, errors } = minifySync(name, `${head} ${expression}`, { module: true })
  if (errors.length > 0) throw new Error(`${name}: ${errors[0].message}`)
  if (!code.startsWith(head)) throw new Error(`${name} is no longer an expression when it is minified`)
  return `(${code.slice(head.length).trim().replace(/;$/, '')})`
}

/** What programs may name that the language lacks, each with the file that makes it. */
const polyfillNames = {
  abort: ['AbortController', 'AbortSignal'],
  base64: ['atob', 'btoa'],
  clone: ['structuredClone'],
  text: ['TextEncoder', 'TextDecoder'],
  url: ['URL', 'URLSearchParams'],
}

/** Scripts for programs that name them. */
export const polyfills = Object.entries(polyfillNames).map(([file, names]) => ({
  names,
  text: minified(file, withoutHead(text(`polyfills/${file}.js`))),
}))

/** A function that adds the later parts to what the first gave. */
export const extras = minified('extras.js', `((kit) => {\n${extended(laterParts)}\n})`)

/** What QuickJS takes from the upper half of a float64, so that its other values have a tag there. */
const floatOffset = 0x7ff8000a

/**
 * Runs the guest's start-up in a metered QuickJS and gives what a sandbox needs to go on from there.
 *
 * @param module the metered wasm
 * @returns `memory` (the whole of it), its `segments` without the zeros, and `addresses`
 */
export function startUp(module) {
  const wasm = new WebAssembly.Instance(module, {
    host: {
      check: () => {},
      clock: () => startTime,
      grow: () => 0,
      call: () => 0,
    },
  }).exports
  const bytes = new Uint8Array(wasm.memory.buffer)
  const words = new Uint32Array(wasm.memory.buffer)
  const encoder = new TextEncoder()
  const write = (string) => {
    const encoded = encoder.encode(string)
    const at = wasm.malloc(encoded.length + 1)
    bytes.set(encoded, at)
    bytes[at + encoded.length] = 0
    return { at, length: encoded.length }
  }

  wasm.start()
  const runtime = wasm.QTS_NewRuntime()
  const gcThreshold = thresholdOf(words, runtime)
  const context = wasm.QTS_NewContext(runtime, 0)
  wasm.QTS_RuntimeEnableInterruptHandler(runtime)
  const evaluate = (source, name) => {
    const code = write(minified(name, withoutHead(source)))
    const file = write(name)
    const value = wasm.QTS_Eval(context, code.at, code.length, file.at, 0, 0)
    wasm.free(code.at)
    wasm.free(file.at)
    const error = wasm.QTS_ResolveException(context, value)
    if (error !== 0) throw new Error(`${name}: ${read(wasm.QTS_GetString(context, error))}`)
    return value
  }
  const read = (at) => new TextDecoder().decode(bytes.subarray(at, bytes.indexOf(0, at)))

  const member = (object, name) => {
    const string = write(name)
    const key = wasm.QTS_NewString(context, string.at)
    const value = wasm.QTS_GetProp(context, object, key)
    wasm.QTS_FreeValuePointer(context, key)
    wasm.free(string.at)
    return value
  }
  const call = (func, args) => {
    const list = wasm.malloc(4 * args.length)
    args.forEach((arg, index) => {
      words[list / 4 + index] = arg
    })
    const result = wasm.QTS_Call(context, func, wasm.QTS_GetUndefined(), args.length, list)
    wasm.free(list)
    const error = wasm.QTS_ResolveException(context, result)
    if (error !== 0) throw new Error(`start-up: ${read(wasm.QTS_GetString(context, error))}`)
    return result
  }

  wasm.QTS_FreeValuePointer(context, evaluate(text('np.js'), 'np.js'))
  const given = evaluate(`(() => {\n  const kit = { __proto__: null }\n${extended(parts)}\n})()`, 'driver.js')
  const hostName = write('host')
  const host = wasm.QTS_NewFunction(context, hostName.at, 2, 0, 1)
  wasm.free(hostName.at)

  const addresses = {
    runtime,
    context,
    host,
    kit: given,
    undefined: wasm.QTS_GetUndefined(),
    ...Object.fromEntries(handed.map((name) => [name, member(given, name)])),
    gcThreshold,
    randomState: placeOf(words, BigInt(startTime) * 1000n),
    stackTop: wasm.stack_pointer.value,
  }
  checkNumbers(wasm, context)
  const three = wasm.QTS_NewFloat64(context, 3)
  checkList(words, call(addresses.list, [three]))
  const end = lastUsed(bytes) + 1
  return { addresses, segments: segmentsOf(bytes, dataStart, end), end }
}

function placesOf(words, value) {
  const places = []
  for (let at = words.indexOf(value); at >= 0; at = words.indexOf(value, at + 1)) places.push(at)
  return places
}

/**
 * Where the runtime keeps after how many bytes it next looks for cycles. It counts eight for each allocation, however
 * large, so the host makes it look when the memory grows.
 */
function thresholdOf(words, runtime) {
  const near = words.subarray(runtime / 4, runtime / 4 + 100)
  const places = placesOf(near, 256 * 1024)
  if (places.length !== 1) throw new Error(`the collector's threshold was found ${places.length} times`)
  return runtime + places[0] * 4
}

/** The one place of a 64-bit value in memory. */
function placeOf(words, value) {
  const low = Number(value & 0xffffffffn)
  const high = Number(value >> 32n)
  const places = placesOf(words, low).filter((at) => words[at + 1] === high)
  if (places.length !== 1) throw new Error(`the random state was found ${places.length} times`)
  return places[0] * 4
}

/** The runtime reads numbers straight from memory; this holds QuickJS to the layout it counts on (see src/quickjs/guest-memory.ts). */
function checkNumbers(wasm, context) {
  const view = new DataView(wasm.memory.buffer)
  const expected = [0.5, -1.5, 1e300, -0, Number.POSITIVE_INFINITY, 5e-324, 7, -7]
  for (const number of expected) {
    const at = wasm.QTS_NewFloat64(context, number)
    const tag = view.getInt32(at + 4, true)
    const bits = new DataView(new ArrayBuffer(8))
    bits.setUint32(0, tag + floatOffset)
    bits.setUint32(4, view.getUint32(at, true))
    const read = tag === 0 ? view.getInt32(at, true) : bits.getFloat64(0)
    wasm.QTS_FreeValuePointer(context, at)
    if (!Object.is(read, number)) throw new Error(`${number} was read from memory as ${read}`)
  }
}

/** The runtime writes the elements of its own arrays in memory (see src/quickjs/slots.ts), where QuickJS keeps them so. */
function checkList(words, value) {
  const object = words[value / 4] / 4
  const [references, size, values, count] = [0, 8, 9, 10].map((word) => words[object + word])
  const elements = [...words.subarray(values / 4, values / 4 + 6)]
  if (references !== 1 || size < 3 || count !== 3 || elements.some((word) => word !== 0))
    throw new Error('an array in memory is not as src/quickjs/slots.ts expects it')
}

function lastUsed(bytes) {
  let at = bytes.length - 1
  while (at > 0 && bytes[at] === 0) at--
  return at
}

/** Runs of bytes between longer runs of zeros. */
function segmentsOf(bytes, from, to) {
  const segments = []
  let start = -1
  let zeros = 0
  for (let at = from; at <= to; at++) {
    if (at < to && bytes[at] !== 0) {
      if (start < 0) start = at
      zeros = 0
    } else if (start >= 0 && (++zeros === 24 || at === to)) {
      segments.push({ offset: start, data: bytes.slice(start, at - zeros + 1) })
      start = -1
      zeros = 0
    }
  }
  return segments
}
