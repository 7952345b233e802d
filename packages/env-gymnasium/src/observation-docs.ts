import { InvalidOptionError, type RewardTaskDefinition, type SpaceJson } from '@gencode/env'

type Docs = RewardTaskDefinition['observation']
type Entry = Omit<Docs[number], 'index'>
type Bound = number | 'inf' | '-inf'

/** More numbers than this are an image, which no prompt can document. */
const most = 1000

/**
 * The docs of an observation as far as its space tells them: a name by its place, and its bounds.
 *
 * @throws InvalidOptionError where it has more than 1,000 numbers
 */
export function docsOfSpace(id: string, space: SpaceJson): Docs {
  const entries = entriesOf(space, 'observation')
  if (entries.length > most)
    throw new InvalidOptionError(
      `${id}: its observation is ${entries.length} numbers, too many to describe to a model; reward functions are for observations of at most ${most}`,
    )
  return entries.map((entry, index) => ({ index, ...entry }))
}

function entriesOf(space: SpaceJson, name: string): Entry[] {
  switch (space.type) {
    case 'Discrete':
      return [{ name, low: space.start, high: space.start + space.n - 1 }]
    case 'MultiDiscrete':
      return space.nvec.map((n, index) => {
        const low = space.start[index] as number
        return { name: `${name}[${index}]`, low, high: low + n - 1 }
      })
    case 'MultiBinary':
      return places(space.shape).map((place) => ({ name: name + place, low: 0, high: 1 }))
    case 'Box':
      return places(space.shape).map((place, index) => ({
        name: name + place,
        low: rounded(space.low[index] as Bound),
        high: rounded(space.high[index] as Bound),
      }))
    case 'Tuple':
      return space.spaces.flatMap((part, index) => entriesOf(part, `${name}[${index}]`))
    case 'Dict':
      return (space.keys ?? Object.keys(space.spaces)).flatMap((key) =>
        entriesOf(space.spaces[key] as SpaceJson, name === 'observation' ? key : `${name}.${key}`),
      )
  }
}

/** The places of an array, row-major: `[0][0]`, `[0][1]`, ... */
function places([length, ...rest]: readonly number[]): string[] {
  if (length === undefined) return ['']
  const inner = places(rest)
  return Array.from({ length }, (_, index) => inner.map((place) => `[${index}]${place}`)).flat()
}

/** A float32 bound without the digits that only its rounding made; the largest float is as good as no bound. */
function rounded(bound: Bound): Bound {
  if (typeof bound === 'string') return bound
  if (Math.abs(bound) > 3.4e38) return bound > 0 ? 'inf' : '-inf'
  return Number(bound.toPrecision(7))
}
