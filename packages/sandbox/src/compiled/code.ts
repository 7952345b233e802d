/**
 * Code of WebAssembly while it is made: a tree whose leaves are bytes. Parts stay arrays that may be filled in later, and
 * the same part may stand in several places. `assemble.ts` makes bytes of it.
 */
export type Code = number | readonly Code[]

/** Types of values, as they are encoded. */
export const f64 = 0x7c
export const i32 = 0x7f
export const i64 = 0x7e
export type Type = typeof f64 | typeof i32 | typeof i64

/** Instructions, by their names in the WebAssembly specification with `_` for `.` */
export const op = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  br_if: 0x0d,
  call: 0x10,
  select: 0x1b,
  local_get: 0x20,
  local_set: 0x21,
  local_tee: 0x22,
  i64_load: 0x29,
  f64_load: 0x2b,
  i32_load: 0x28,
  i32_load8_u: 0x2d,
  i32_store: 0x36,
  i64_store: 0x37,
  f64_store: 0x39,
  i32_const: 0x41,
  i64_const: 0x42,
  f64_const: 0x44,
  i32_eqz: 0x45,
  i32_eq: 0x46,
  i32_ne: 0x47,
  i32_lt_s: 0x48,
  i32_lt_u: 0x49,
  i32_ge_s: 0x4e,
  i32_ge_u: 0x4f,
  f64_eq: 0x61,
  f64_ne: 0x62,
  f64_lt: 0x63,
  f64_gt: 0x64,
  f64_le: 0x65,
  f64_ge: 0x66,
  i32_clz: 0x67,
  i32_add: 0x6a,
  i32_sub: 0x6b,
  i32_mul: 0x6c,
  i32_and: 0x71,
  i32_or: 0x72,
  i32_xor: 0x73,
  i32_shl: 0x74,
  i32_shr_s: 0x75,
  i32_shr_u: 0x76,
  i64_mul: 0x7e,
  i64_or: 0x84,
  i64_xor: 0x85,
  i64_shl: 0x86,
  i64_shr_u: 0x88,
  f64_abs: 0x99,
  f64_neg: 0x9a,
  f64_ceil: 0x9b,
  f64_floor: 0x9c,
  f64_trunc: 0x9d,
  f64_sqrt: 0x9f,
  f64_add: 0xa0,
  f64_sub: 0xa1,
  f64_mul: 0xa2,
  f64_div: 0xa3,
  f64_min: 0xa4,
  f64_max: 0xa5,
  f32_demote: 0xb6,
  f64_convert_i32_s: 0xb7,
  f64_convert_i32_u: 0xb8,
  f64_promote: 0xbb,
  f64_reinterpret_i64: 0xbf,
} as const

/** A block that leaves nothing on the stack. */
export const nothing = 0x40
/** `i32.trunc_sat_f64_u` has two bytes. */
export const i32TruncSatU: Code = [0xfc, 3]

/** A variable of the function that is made. */
export interface Local {
  readonly index: number
  readonly type: Type
  /** Its value; one array, so that two reads are seen to be the same. */
  readonly get: Code
}

/** An unsigned number (LEB128). */
export function unsigned(value: number): readonly number[] {
  const bytes: number[] = []
  let left = value
  do {
    const byte = left & 127
    left >>>= 7
    bytes.push(left > 0 ? byte | 128 : byte)
  } while (left > 0)
  return bytes
}

/** A signed number (LEB128). */
function signed(value: number | bigint): readonly number[] {
  const bytes: number[] = []
  let left = BigInt(value)
  for (;;) {
    const byte = Number(left & 127n)
    left >>= 7n
    if ((left === 0n && byte < 64) || (left === -1n && byte >= 64)) {
      bytes.push(byte)
      return bytes
    }
    bytes.push(byte | 128)
  }
}

const scratch = new DataView(new ArrayBuffer(8))

export function float(value: number): Code {
  scratch.setFloat64(0, value, true)
  const bytes: number[] = [op.f64_const]
  for (let at = 0; at < 8; at++) bytes.push(scratch.getUint8(at))
  return bytes
}

export function int(value: number): Code {
  return [op.i32_const, signed(value)]
}

export function long(value: bigint): Code {
  return [op.i64_const, signed(value)]
}

export function makeLocal(index: number, type: Type): Local {
  return { index, type, get: [op.local_get, ...unsigned(index)] }
}

export function set(local: Local): Code {
  return [op.local_set, unsigned(local.index)]
}

export function tee(local: Local): Code {
  return [op.local_tee, unsigned(local.index)]
}

/** A float64 in memory. */
export function loadFloat(address: Code, offset = 0): Code {
  return [address, op.f64_load, 3, unsigned(offset)]
}

export function storeFloat(address: Code, value: Code, offset = 0): Code {
  return [address, value, op.f64_store, 3, unsigned(offset)]
}
