import { GencodeError } from './errors.ts'

/** A bound of an observation; an infinite one is a string, so that it survives JSON. */
export type Bound = number | 'inf' | '-inf'

/** What one number of an observation means. */
export interface ObservationDoc {
  /** Its place in the observation, from 0. */
  readonly index: number
  readonly name: string
  /** Such as `'m'`, `'rad/s'`; empty for a plain number. */
  readonly unit: string
  readonly low: Bound
  readonly high: Bound
}

/** An `ObservationDoc` as one writes it: bounds may be `Infinity`, the unit may be missing. */
export interface ObservationDocInput {
  readonly index: number
  readonly name: string
  readonly unit?: string
  readonly low: Bound
  readonly high: Bound
}

/** A bound as a number. */
export function boundValue(bound: Bound): number {
  return bound === 'inf' ? Number.POSITIVE_INFINITY : bound === '-inf' ? Number.NEGATIVE_INFINITY : bound
}

function toBound(value: Bound, where: string): Bound {
  const number = boundValue(value)
  if (typeof number !== 'number' || Number.isNaN(number))
    throw new GencodeError(
      `${where} is a number, "inf" or "-inf", not ${typeof value === 'string' ? JSON.stringify(value) : value}`,
    )
  return number === Number.POSITIVE_INFINITY ? 'inf' : number === Number.NEGATIVE_INFINITY ? '-inf' : number
}

/**
 * Checks observation docs and makes them plain JSON.
 *
 * @throws GencodeError where there is none, the indices are not 0, 1, 2, ... (in any order), or a lower bound is above
 * its upper one
 */
export function observationDocs(docs: readonly ObservationDocInput[]): readonly ObservationDoc[] {
  if (docs.length === 0)
    throw new GencodeError(
      'An observation is one number at least: say what it means, { index: 0, name, low, high }',
    )
  const ordered = [...docs].sort((a, b) => a.index - b.index)
  return Object.freeze(
    ordered.map((doc, place) => {
      const where = `Observation ${doc.index} (${doc.name})`
      if (doc.index !== place)
        throw new GencodeError(
          `${where}: the indices of an observation's docs are 0 to ${docs.length - 1}, each once`,
        )
      const low = toBound(doc.low, `${where}: low`)
      const high = toBound(doc.high, `${where}: high`)
      if (boundValue(low) > boundValue(high))
        throw new GencodeError(`${where}: low ${low} is above high ${high}`)
      return Object.freeze({ index: doc.index, name: doc.name, unit: doc.unit ?? '', low, high })
    }),
  )
}

/** One line of a prompt: `[2] pole angle (rad), from -0.418 to 0.418`. */
export function observationDocText(doc: ObservationDoc): string {
  const unit = doc.unit === '' ? '' : ` (${doc.unit})`
  const low = doc.low === '-inf'
  const high = doc.high === 'inf'
  const range =
    low && high
      ? 'unbounded'
      : low
        ? `at most ${doc.high}`
        : high
          ? `at least ${doc.low}`
          : `from ${doc.low} to ${doc.high}`
  return `[${doc.index}] ${doc.name}${unit}, ${range}`
}
