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
 * Checks observation docs, or an action's, and makes them plain JSON.
 *
 * @param what what the numbers are of, as errors call it
 * @throws GencodeError where there is none, the indices are not 0, 1, 2, ... (in any order), or a lower bound is above
 * its upper one
 */
export function observationDocs(
  docs: readonly ObservationDocInput[],
  what: 'observation' | 'action' = 'observation',
): readonly ObservationDoc[] {
  if (docs.length === 0)
    throw new GencodeError(
      `An ${what} is one number at least: say what it means, { index: 0, name, low, high }`,
    )
  const ordered = [...docs].sort((a, b) => a.index - b.index)
  return Object.freeze(
    ordered.map((doc, place) => {
      const where = `${what === 'action' ? 'Action' : 'Observation'} ${doc.index} (${doc.name})`
      if (doc.index !== place)
        throw new GencodeError(
          `${where}: the indices of an ${what}'s docs are 0 to ${docs.length - 1}, each once`,
        )
      const low = toBound(doc.low, `${where}: low`)
      const high = toBound(doc.high, `${where}: high`)
      if (boundValue(low) > boundValue(high))
        throw new GencodeError(`${where}: low ${low} is above high ${high}`)
      return Object.freeze({ index: doc.index, name: doc.name, unit: doc.unit ?? '', low, high })
    }),
  )
}

/** From so many numbers on, those of one thing share a line. */
const many = 40

/**
 * An observation's docs as a prompt shows them: a line each. Of a long observation (Humanoid's has 348 numbers) those in
 * a row that are named `thing: quantity` share a line, and a thing with the quantities of the one before says `the same`.
 */
export function observationDocLines(docs: readonly ObservationDoc[]): string[] {
  if (docs.length <= many) return docs.map(observationDocText)
  const lines: string[] = []
  let before = ''
  for (let from = 0; from < docs.length; ) {
    const first = docs[from] as ObservationDoc
    const thing = thingOf(first)
    let to = from + 1
    while (thing !== '' && to < docs.length && thingOf(docs[to] as ObservationDoc) === thing) to++
    const group = docs.slice(from, to)
    const quantities = group.map((doc) => doc.name.slice(thing.length) + unitAndRange(doc)).join('; ')
    if (group.length === 1) lines.push(observationDocText(first))
    else {
      const text = quantities === before ? 'the same' : sharedRange(group, quantities)
      lines.push(`[${from}] to [${to - 1}] ${thing}${text}`)
    }
    before = quantities
    from = to
  }
  return lines
}

/** `torso: ` of `torso: mass`; empty where a name has no such beginning. */
function thingOf({ name }: ObservationDoc): string {
  return /^[^:]+: /.exec(name)?.[0] ?? ''
}

/** The quantities of a group; a range that all have is said once. */
function sharedRange(group: readonly ObservationDoc[], quantities: string): string {
  const range = rangeText(group[0] as ObservationDoc)
  if (!group.every((doc) => rangeText(doc) === range)) return quantities
  return `${quantities.replaceAll(`, ${range};`, ',').slice(0, -range.length)}all ${range}`
}

/** One line of a prompt: `[2] pole angle (rad), from -0.418 to 0.418`. */
export function observationDocText(doc: ObservationDoc): string {
  return `[${doc.index}] ${doc.name}${unitAndRange(doc)}`
}

function unitAndRange(doc: ObservationDoc): string {
  return `${doc.unit === '' ? '' : ` (${doc.unit})`}, ${rangeText(doc)}`
}

function rangeText({ low, high }: ObservationDoc): string {
  if (low === '-inf') return high === 'inf' ? 'unbounded' : `at most ${high}`
  return high === 'inf' ? `at least ${low}` : `from ${low} to ${high}`
}
