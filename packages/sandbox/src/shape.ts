import { GencodeError } from '@gencode/contract/errors'
import type { Contract } from '@gencode/contract/types'

/** How a parameter crosses, as a contract's layout says. */
export type Layout = Contract['parameters'][number]['layout']

/** How the arguments of a function cross. */
export interface Shape {
  /** The same for functions whose arguments cross alike. */
  readonly key: string
  readonly parameters: readonly { readonly name: string; readonly layout: Layout }[]
  /** Float64 that one call needs in the shared buffer; 0 where nothing goes through it. */
  readonly width: number
  /** Whether some arguments cross as text. */
  readonly hasText: boolean
  /** The guest's side: `(driver, buffer) => [one, many]`, as source. */
  readonly factory: string
}

const longestLiteral = 64

/** How many float64 (or, for a boolean, bytes) a row has for a parameter. */
export function widthOf(layout: Layout): number {
  return typeof layout === 'object' ? layout.numbers : 1
}

/** The shape of a contract's parameters; without a contract all arguments cross as one text. */
export function shapeOf(contract: Pick<Contract, 'parameters'> | undefined): Shape {
  if (!contract) return { key: 'text', parameters: [], width: 0, hasText: true, factory: textFactory }
  const parameters = contract.parameters.map(({ name, layout }) => ({ name, layout }))
  for (const { name, layout } of parameters)
    if (typeof layout === 'object' && !(Number.isSafeInteger(layout.numbers) && layout.numbers > 0))
      throw new GencodeError(`The layout of ${name} is { numbers: a whole number above 0 }`)
  const key = JSON.stringify(parameters.map(({ layout }) => layout))
  const width = parameters.reduce((sum, { layout }) => sum + (layout === 'json' ? 0 : widthOf(layout)), 0)
  const hasText = parameters.some(({ layout }) => layout === 'json')
  return { key, parameters, width, hasText, factory: factoryText(parameters.map(({ layout }) => layout)) }
}

const textFactory = `(driver, buffer) => {
  'use strict'
  const { decode } = driver
  const { apply } = Reflect
  return { one: f => text => apply(f, undefined, decode(text)) }
}`

/** Source of the guest's side. Everything in it is made of whole numbers; nothing of a name or a text comes in. */
function factoryText(layouts: readonly Layout[]): string {
  let offset = 0
  let texts = 0
  const one: string[] = []
  const many: string[] = []
  const views: string[] = []
  // A running index for each column, for a multiplication a number would cost as much as the number.
  const steps: Array<readonly [name: string, width: number]> = []
  layouts.forEach((layout, index) => {
    if (layout === 'json') {
      one.push(`j[${texts}]`)
      many.push(`j[${texts}][i]`)
      texts++
      return
    }
    const width = widthOf(layout)
    if (layout === 'number') {
      one.push(`F[${offset}]`)
      many.push(`C${index}[i]`)
    } else if (layout === 'boolean') {
      one.push(`F[${offset}]!==0`)
      many.push(`C${index}[i]!==0`)
    } else if (width <= longestLiteral) {
      one.push(`[${numbers(width, (at) => `F[${offset + at}]`)}]`)
      many.push(
        `[${numbers(width, (at) => (at === 0 ? `C${index}[p${index}]` : `C${index}[p${index}+${at}]`))}]`,
      )
      steps.push([`p${index}`, width])
    } else {
      one.push(`copy(F,${offset},${width})`)
      many.push(`copy(C${index},i*${width},${width})`)
    }
    views.push(
      `C${index}=new ${layout === 'boolean' ? 'U8' : 'F64'}(b,starts[${views.length}],rows*${width})`,
    )
    offset += width
  })
  return `(driver, buffer) => {
  'use strict'
  const { decode, beginRows, addRow, endRows } = driver
  const F64 = Float64Array, U8 = Uint8Array
  const F = buffer && new F64(buffer)
  const copy = (from, start, length) => {
    const to = []
    for (let i = 0; i < length; i++) to[i] = from[start + i]
    return to
  }
  return {
    one: f => ${texts > 0 ? 'text => { const j = decode(text); return' : '() => {return'} f(${one.join(',')}) },
    many: (f, b, plan) => {
      // With var: a let or const is checked at each use.
      var { rows, out, starts, bytes, depth, ${texts > 0 ? 'texts: j' : ''} } = decode(plan)
      var O = new F64(b, out, rows), add = addRow, i, r
      ${views.length > 0 ? `var ${views.join(',')}` : ''}
      ${steps.length > 0 ? `var ${steps.map(([name]) => `${name}=0`).join(',')}` : ''}
      beginRows(bytes)
      for (i = 0; i < rows; i++${steps.map(([name, width]) => `, ${name} += ${width}`).join('')}) {
        r = f(${many.join(',')})
        // Only a number is itself less zero, and this costs less than typeof; NaN goes the other way, and is named there.
        if (r === r - 0) O[i] = r
        else add(i, r, depth)
      }
      return endRows()
    },
  }
}`
}

function numbers(count: number, text: (at: number) => string): string {
  return Array.from({ length: count }, (_value, at) => text(at)).join(',')
}
