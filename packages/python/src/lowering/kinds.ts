/**
 * What is known of a value before running. Numbers of a known kind are plain JavaScript numbers:
 * - `float64` np.float64, `float`, `int`, `int64` np.int64; `number` is one of them, which of them does not matter to
 *   anything that is done with it;
 * - `bool`, `bool_` np.bool_, and `truth`, either of them, are JavaScript booleans;
 * - `vector` is a plain array of float64 that nothing writes to;
 * - `tagged` is a number held as the runtime holds it, for its kind matters; `any` is anything so held, as are `array`
 *   (an ndarray), `list`, `dict` and `tuple`;
 * - `unknown` is not known yet, in the first rounds.
 */
export type Kind =
  | 'unknown'
  | 'float64'
  | 'float'
  | 'int'
  | 'int64'
  | 'number'
  | 'bool'
  | 'bool_'
  | 'truth'
  | 'tagged'
  | 'str'
  | 'none'
  | 'vector'
  | 'array'
  | 'list'
  | 'dict'
  | 'tuple'
  | 'any'

const raws: ReadonlySet<Kind> = new Set(['float64', 'float', 'int', 'int64', 'number'])
const bools: ReadonlySet<Kind> = new Set(['bool', 'bool_', 'truth'])

/** A plain JavaScript number. */
export const isRaw = (kind: Kind): boolean => raws.has(kind)
/** A JavaScript boolean. */
export const isBool = (kind: Kind): boolean => bools.has(kind)
export const isNumeric = (kind: Kind): boolean => raws.has(kind) || bools.has(kind) || kind === 'tagged'
/** Whole for certain. */
export const isWhole = (kind: Kind): boolean => kind === 'int' || kind === 'int64'
export const isArray = (kind: Kind): boolean => kind === 'array' || kind === 'vector'
/** Its tagged form must be asked for where it was made. */
export const isMixed = (kind: Kind): boolean => kind === 'number' || kind === 'truth'

/** The kind of what is one or the other. */
export function join(a: Kind | undefined, b: Kind | undefined): Kind {
  if (a === undefined || a === 'unknown') return b ?? 'unknown'
  if (b === undefined || b === 'unknown' || a === b) return a
  if (isRaw(a) && isRaw(b)) return 'number'
  if (isBool(a) && isBool(b)) return 'truth'
  if ((a === 'tagged' || isRaw(a)) && (b === 'tagged' || isRaw(b))) return 'tagged'
  if (isArray(a) && isArray(b)) return 'array'
  return 'any'
}

/** A bool as the number that arithmetic makes of it. */
export function asNumber(kind: Kind): Kind {
  return kind === 'bool' ? 'int' : kind === 'bool_' ? 'int64' : kind === 'truth' ? 'number' : kind
}
