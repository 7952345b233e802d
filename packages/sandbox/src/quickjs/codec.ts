import { nestedTooDeeply, notPlain } from './plain-data.ts'

// The text in which values cross is JSON whose strings carry a letter: s a string, n a number that JSON lacks,
// b a bigint, u undefined. The guest's half is in wasm/driver.js.

/** A text that is not what the guest's driver writes: too deep, or with a key that is refused. */
export class CodecProblem extends Error {}

/**
 * A value of the host as text.
 *
 * @throws GencodeError where it holds something that is no plain data, or is deeper than `depth`
 */
export function encodeText(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'number':
      return Object.is(value, -0) ? '"n-0"' : Number.isFinite(value) ? String(value) : `"n${value}"`
    case 'boolean':
      return value ? 'true' : 'false'
    case 'undefined':
      return '"u"'
    case 'string':
      return JSON.stringify(`s${value}`)
    case 'bigint':
      return `"b${value}"`
    case 'object':
      return value === null ? 'null' : encodeObject(value, depth)
    default:
      throw notPlain(value)
  }
}

function encodeObject(value: object, depth: number): string {
  if (depth <= 0) throw nestedTooDeeply()
  const inner = (item: unknown): string => encodeText(item, depth - 1)
  if (Array.isArray(value)) return `[${Array.from(value, inner).join(',')}]`
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return `[${Array.from(value as unknown as ArrayLike<number | bigint>, inner).join(',')}]`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw notPlain(value)
  const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${inner(item)}`)
  return `{${fields.join(',')}}`
}

/**
 * The value that a text of the guest stands for: fresh plain data, own properties only.
 *
 * @throws CodecProblem where the text is malformed or too deep: the guest is not trusted to have kept the form
 */
export function decodeText(text: string, depth: number): unknown {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw new CodecProblem('malformed', { cause })
  }
  return revive(parsed, depth)
}

function revive(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return reviveString(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth <= 0) throw new CodecProblem('depth')
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = revive(value[index], depth - 1)
    return value
  }
  const object = value as Record<string, unknown>
  if (Object.hasOwn(object, '__proto__')) throw new CodecProblem('__proto__')
  for (const key of Object.keys(object)) object[key] = revive(object[key], depth - 1)
  return object
}

function reviveString(text: string): unknown {
  const rest = text.slice(1)
  switch (text[0]) {
    case 's':
      return rest
    case 'n':
      return Number(rest)
    case 'u':
      return undefined
    case 'b':
      if (/^-?\d+$/.test(rest)) return BigInt(rest)
  }
  throw new CodecProblem('malformed')
}
