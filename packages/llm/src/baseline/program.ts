import { boundValue, type ObservationDoc } from '@gencode/contract'
import { type Draws, drawsOf } from './random.ts'

/** The shapes of a term; x is the observation, less its target, by its scale. */
type TermKind = 'gaussian' | 'linear' | 'absolute' | 'square' | 'tanh'

/** One shaping term on one observation. */
export interface Term {
  readonly doc: ObservationDoc
  readonly kind: TermKind
  /** Its sign says whether more is better. */
  readonly weight: number
  /** In the observation's unit. */
  readonly target: number
  /** In the observation's unit, above 0. */
  readonly scale: number
}

/** A reward program of the grammar: constant + terms + bonus on success - penalty on failure. */
export interface Program {
  readonly terms: readonly Term[]
  readonly constant: number
  readonly successBonus: number
  readonly failurePenalty: number
  /** Reads and returns only finite numbers. */
  readonly guarded: boolean
  /** Nothing but the function: no prose, no comments. */
  readonly plain: boolean
  /** Returns its terms by name beside the reward. */
  readonly named?: boolean
}

/** Bounds beyond this are as good as none. */
const practicallyInfinite = 1e6

/** What a draw for an observation is keyed by: everything but its index, so that permuted indices permute programs. */
function identity(doc: ObservationDoc, twin: number): string {
  return [doc.name, doc.unit, doc.low, doc.high, twin].join('|')
}

/** Samples a program; the same key and docs give the same one. */
export function sampleProgram(docs: readonly ObservationDoc[], key: string): Program {
  const draws = drawsOf(key)
  const seen = new Map<string, number>()
  const candidates = docs.map((doc) => {
    const plain = identity(doc, 0)
    const twin = seen.get(plain) ?? 0
    seen.set(plain, twin + 1)
    const id = identity(doc, twin)
    return { doc, id, rank: draws.uniform(`rank ${id}`, 0, 1) }
  })
  candidates.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
  // At least one, at most six: a model would not use a hundred numbers either.
  const share = draws.uniform('share', 0.35, 1)
  const count = Math.min(6, Math.max(1, Math.round(candidates.length * share)))
  return {
    terms: candidates.slice(0, count).map(({ doc, id }) => sampleTerm(doc, drawsOf(`${key}|${id}`))),
    constant: draws.chance('constant?', 0.5) ? round(draws.uniform('constant', 0.1, 1)) : 0,
    successBonus: round(draws.scale('bonus', 1, 100)),
    failurePenalty: round(draws.scale('penalty', 1, 100)),
    guarded: false,
    plain: false,
  }
}

/** Samples a term by what the observation's name, unit and bounds say about it. */
export function sampleTerm(doc: ObservationDoc, draws: Draws): Term {
  const { low, high, centre, halfRange } = rangeOf(doc)
  const sign = draws.chance('sign', 0.5) ? 1 : -1
  const weight = draws.scale('weight', 0.1, 3)
  const width = halfRange * draws.scale('width', 0.1, 1)
  const term = (kind: TermKind, signed: number, target: number, scale: number): Term => ({
    doc,
    kind,
    weight: round(signed),
    target: round(target),
    scale: round(scale) || 1,
  })
  const closeness = (kind: TermKind): Term =>
    kind === 'gaussian' ? term(kind, weight, centre, width) : term(kind, -weight, centre, halfRange)
  switch (meaningOf(doc)) {
    case 'flag':
      return term('linear', sign * weight, low, 2 * halfRange)
    case 'rate':
      return draws.chance('damp', 0.7)
        ? term(draws.pick('kind', ['square', 'absolute']), -weight, 0, halfRange)
        : term('tanh', sign * weight, 0, halfRange)
    case 'angle':
      return draws.chance('upright', 0.7)
        ? closeness(draws.pick('kind', ['gaussian', 'gaussian', 'absolute']))
        : term('linear', sign * weight, centre, halfRange)
    case 'place': {
      const target = draws.pick('target', [centre, low, high, draws.uniform('anywhere', low, high)])
      const kind = draws.pick<TermKind>('kind', ['gaussian', 'linear', 'absolute', 'tanh'])
      const signed = kind === 'gaussian' ? weight : kind === 'absolute' ? -weight : sign * weight
      return term(kind, signed, kind === 'linear' ? centre : target, kind === 'gaussian' ? width : halfRange)
    }
  }
}

function meaningOf({ name, unit, low, high }: ObservationDoc): 'flag' | 'rate' | 'angle' | 'place' {
  if (/contact|touch|flag|\bis\b|\bhas\b/i.test(name)) return 'flag'
  if (/\/s\b/.test(unit) || /velocity|speed|\brate\b|momentum/i.test(name)) return 'rate'
  if (/\b(cos|sin)/i.test(name)) return 'place'
  if (/^(rad|deg|°)/.test(unit) || /angle|tilt|heading|orientation/i.test(name)) return 'angle'
  return low === 0 && high === 1 && unit === '' ? 'flag' : 'place'
}

/** The range in which an observation mostly moves; an open side is guessed from the closed one, else 1 each way. */
function rangeOf(doc: ObservationDoc): { low: number; high: number; centre: number; halfRange: number } {
  const bounded = (value: number): boolean => Math.abs(value) < practicallyInfinite
  const lower = boundValue(doc.low)
  const upper = boundValue(doc.high)
  const low = bounded(lower) ? lower : bounded(upper) ? upper - 2 : -1
  const high = bounded(upper) ? upper : bounded(lower) ? lower + 2 : 1
  return { low, high, centre: (low + high) / 2, halfRange: (high - low) / 2 || 1 }
}

/** Three digits that count, as a person would write. */
export function round(value: number): number {
  return Number(value.toPrecision(3))
}
