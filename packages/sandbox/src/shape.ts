import { GencodeError } from '@gencode/contract/errors'
import type { Contract, Layout } from '@gencode/contract/types'

/** Between what a number lies; an infinite bound is a string. */
export interface Bounds {
  readonly low: number | string
  readonly high: number | string
}

export type Parameters = readonly {
  readonly name: string
  readonly layout: Layout
  /** What is known of each of its numbers. */
  readonly docs?: readonly Bounds[]
}[]

/** How the arguments of a function cross. */
export interface Shape {
  /** The same for functions whose arguments cross alike. */
  readonly key: string
  /** `undefined` without a contract: then all arguments cross as one text. */
  readonly parameters: Parameters | undefined
  /** The indexes of the parameters that cross as text. */
  readonly texts: readonly number[]
}

/** How many float64 (or, for a boolean, bytes) a row has for a parameter. */
export function widthOf(layout: Layout): number {
  return typeof layout === 'object' ? layout.numbers : 1
}

/** The shape of a contract's parameters. */
export function shapeOf(contract: Pick<Contract, 'parameters'> | undefined): Shape {
  if (!contract) return { key: 'text', parameters: undefined, texts: [] }
  const parameters = contract.parameters.map(({ name, layout, docs }) => ({
    name,
    layout,
    ...(docs && { docs }),
  }))
  for (const { name, layout } of parameters)
    if (typeof layout === 'object' && !(Number.isSafeInteger(layout.numbers) && layout.numbers > 0))
      throw new GencodeError(`The layout of ${name} is { numbers: a whole number above 0 }`)
  const layouts = parameters.map(({ layout }) => layout)
  const texts = layouts.flatMap((layout, index) => (layout === 'json' ? [index] : []))
  return { key: JSON.stringify(layouts), parameters, texts }
}
