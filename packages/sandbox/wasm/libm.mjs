/**
 * Makes the libm of the compiled tier out of QuickJS's own wasm: the plain C functions of its Math table, with what they
 * call and the constants that they read, in a module of their own. So a sine has the same bits in both tiers, on every machine.
 */
import { readFileSync } from 'node:fs'
import { mathTable } from './math-table.mjs'

/** No table that the functions read is longer; the longest is that of exp. */
const longestTable = 2304
/** Static data begins here; smaller constants in an address are places within a table. */
const dataStart = 1024
const needed =
  'abs floor ceil round sqrt acos asin atan atan2 cos exp log pow sin tan trunc sign cosh sinh tanh acosh asinh atanh expm1 log1p log2 log10 cbrt fround'.split(
    ' ',
  )
const trials = 20_000

/**
 * @param binaryen the library, @param module QuickJS's wasm as it came, @param original its bytes, @param features of it
 * @returns the bytes of a module that exports each function by its name in Math, and fmod (the operator %), hypot, toint32
 */
export function makeLibm(binaryen, module, original, features) {
  const text = module.emitText()
  const { functions, memory, end } = mathTable(original, text)
  const missing = needed.filter((name) => !functions.has(name))
  if (missing.length > 0) throw new Error(`QuickJS's Math has no plain function for ${missing.join(', ')}`)
  const bodies = new Map(
    [...text.matchAll(/^ \(func (\$\S+)(?: [^\n]*)?\n(?: {2}[^\n]*\n)* \)\n/gm)].map(([body, name]) => [
      name,
      body,
    ]),
  )
  const assemble = (wat) => {
    const made = binaryen.parseText(wat)
    made.setFeatures(features)
    if (!made.validate()) throw new Error('the libm does not validate')
    const binary = made.emitBinary()
    made.dispose()
    return binary
  }
  const write = (roots, more = '') => {
    const kept = closureOf(bodies, [...roots.values()])
    const data = windows(
      kept.map((name) => bodies.get(name)),
      end,
    )
    return assemble(`(module
 (memory 2 2)
 (global $global$0 (mut i32) (i32.const 131072))
${data.map(([from, to]) => ` (data (i32.const ${from}) "${hex(memory.subarray(from, to))}")`).join('\n')}
${[...roots].map(([name, root]) => ` (export "${name}" (func ${root}))`).join('\n')}
${kept.map((name) => bodies.get(name)).join('')}${more})`)
  }

  const roots = new Map(needed.map((name) => [name, functions.get(name).function]))
  roots.set('fmod', findRemainder(bodies, write))
  const binary = write(roots, readFileSync(new URL('libm-own.wat', import.meta.url), 'utf8'))
  verify(module, functions, roots, binary)
  return binary
}

/** The functions with all that they call. @throws Error where one is not pure */
function closureOf(bodies, roots) {
  const seen = new Set()
  const open = [...roots]
  while (open.length > 0) {
    const name = open.pop()
    if (seen.has(name)) continue
    seen.add(name)
    const body = bodies.get(name)
    if (body === undefined) throw new Error(`${name} is a function of the host`)
    if (/call_indirect|memory\.(grow|copy|fill)/.test(body)) throw new Error(`${name} is no pure function`)
    for (const [, called] of body.matchAll(/\(call (\$[^\s)]+)/g)) open.push(called)
  }
  return [...seen]
}

/** The ranges of static data that functions may read: behind each constant that a load's address is made with. */
function windows(bodies, end) {
  const starts = bodies
    .flatMap((body) => [...body.matchAll(/load\S* offset=(\d+)|\(i32\.const (\d+)\)/g)])
    .map(([, offset, constant]) => Number(offset ?? constant))
    .filter((at) => at >= dataStart && at < end)
    .sort((a, b) => a - b)
  const ranges = []
  for (const at of starts) {
    const last = ranges.at(-1)
    const to = Math.min(at + longestTable, end)
    if (last && at <= last[1]) last[1] = Math.max(last[1], to)
    else ranges.push([at, to])
  }
  return ranges
}

const hex = (bytes) => [...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')

/** The remainder has no entry in the table, for it is an operator: the one pure function that equals % where rounding shows. */
function findRemainder(bodies, write) {
  const isPure = (name) => {
    try {
      return closureOf(bodies, [name]).every((each) => !/global|store/.test(bodies.get(each)))
    } catch {
      return false
    }
  }
  const two = [...bodies]
    .filter(
      ([name, body]) =>
        /^ \(func \S+ \(param \$0 f64\) \(param \$1 f64\) \(result f64\)/.test(body) && isPure(name),
    )
    .map(([name]) => name)
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(write(new Map(two.map((name) => [name, name])))),
  )
  const cases = [
    [5.5, 2],
    [-5.5, 2],
    [1e300, 7],
    [-4, 2],
    [5e-324, 3],
    [1e17, 3.3],
    [3, Number.POSITIVE_INFINITY],
    [Number.POSITIVE_INFINITY, 2],
    [1, 0],
  ]
  const found = two.filter((name) => cases.every(([a, b]) => Object.is(exports[name](a, b), a % b)))
  if (found.length !== 1) throw new Error(`${found.length} functions are the remainder, 1 was expected`)
  return found[0]
}

/** Holds the cut-out functions to those that still stand among all of QuickJS. @throws Error at the first bit that differs */
function verify(module, functions, roots, binary) {
  for (const [name, root] of roots) module.addFunctionExport(root.slice(1), `libm ${name}`)
  const full = new WebAssembly.Module(module.emitBinary())
  for (const name of roots.keys()) module.removeExport(`libm ${name}`)
  const imports = {}
  for (const { module: from, name, kind } of WebAssembly.Module.imports(full)) {
    imports[from] ??= {}
    imports[from][name] =
      kind === 'memory' ? new WebAssembly.Memory({ initial: 256, maximum: 32768 }) : () => 0
  }
  const theirs = new WebAssembly.Instance(full, imports).exports
  const ours = new WebAssembly.Instance(new WebAssembly.Module(binary)).exports
  const draw = numbers()
  for (const name of roots.keys()) {
    const count = functions.get(name)?.numbers ?? 2
    for (let trial = 0; trial < trials; trial++) {
      const args = count === 1 ? [draw()] : [draw(), draw()]
      const [a, b] = [theirs[`libm ${name}`](...args), ours[name](...args)]
      if (!Object.is(a, b)) throw new Error(`${name}(${args}) is ${b} in the libm, but ${a} in QuickJS`)
    }
  }
}

/** Numbers of all sizes, the same each time (xorshift64). */
function numbers() {
  const bits = new BigUint64Array(1)
  const value = new Float64Array(bits.buffer)
  const mask = 2n ** 64n - 1n
  let state = 88172645463325252n
  return () => {
    state ^= (state << 13n) & mask
    state ^= state >> 7n
    state ^= (state << 17n) & mask
    bits[0] = state
    if (state % 3n === 0n) return value[0]
    return ((Number(state & 0xfffffn) / 2 ** 20) * 2 - 1) * 10 ** Number((state >> 20n) % 7n)
  }
}
