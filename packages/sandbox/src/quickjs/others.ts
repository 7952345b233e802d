import { Refused } from './guest-throw.ts'
import type { Realm } from './realm.ts'

/** Each name of a record of numbers with the place of its number in the record's row of a table, or with its part. */
type Form = ReadonlyArray<readonly [name: string, part: number | Form]>

/** The results of a batch that are no numbers: gathered on the guest's side (wasm/driver.js), read as a whole. */
export class Others {
  readonly #realm: Realm
  readonly #rows: number
  readonly #mostBytes: number
  /** The rows that are in the table, with the form of each. */
  readonly #tabled: Array<readonly [row: number, form: number]> = []
  #hasBegun = false

  constructor(realm: Realm, rows: number) {
    this.#realm = realm
    this.#rows = rows
    this.#mostBytes = Math.max(realm.options.resultBytes, rows * 512)
  }

  /** Takes over a value. @throws Refused, GuestThrow */
  add(row: number, value: number): void {
    const { machine, options } = this.#realm
    const { beginRows, addRow } = machine.at
    if (!this.#hasBegun) machine.free(this.#call(beginRows, [machine.newNumber(this.#mostBytes)]))
    this.#hasBegun = true
    const added = this.#call(addRow, [machine.newNumber(row), value, machine.newNumber(options.resultDepth)])
    const form = machine.memory.numberAt(added) ?? -1
    machine.free(added)
    if (form >= 0) this.#tabled.push([row, form])
  }

  /** Calls a function of the driver's and frees what it was given. */
  #call(fn: number, args: readonly number[]): number {
    const { machine } = this.#realm
    const result = machine.call(fn, args)
    for (const each of args) machine.free(each)
    return this.#realm.checked(result)
  }

  /** All of them, in the order of their rows. The driver wrote it, but nothing in it is taken on trust. @throws Refused */
  all(): Array<readonly [row: number, value: unknown]> {
    if (!this.#hasBegun) return []
    const { machine, options } = this.#realm
    const text = this.#call(machine.at.endRows, [])
    const read = this.#realm.readText(text, this.#mostBytes, options.resultDepth + 1)
    if (!Array.isArray(read)) throw new Refused('malformed')
    const [texts, ...skeletons] = read as unknown[]
    const found = [...pairsOf(texts, this.#rows), ...this.#records(skeletons)]
    return found.sort(([a], [b]) => a - b)
  }

  #records(skeletons: readonly unknown[]): Array<readonly [row: number, value: unknown]> {
    if (this.#tabled.length === 0) return []
    const { machine } = this.#realm
    const buffer = this.#call(machine.at.tableBuffer, [])
    const copy = machine.copyOf(buffer)
    machine.free(buffer)
    const table = machine.memory.floats.subarray(copy >>> 3)
    const forms = skeletons.map((skeleton) => formOf(skeleton))
    let start = 0
    const records = this.#tabled.map(([row, index]) => {
      const form = forms[index]
      if (form === undefined) throw new Refused('malformed')
      const record = recordOf(form, table, start)
      start += widthOf(form)
      return [row, record] as const
    })
    machine.wasm.free(copy)
    return records
  }
}

function formOf(skeleton: unknown): Form {
  if (typeof skeleton !== 'object' || skeleton === null) throw new Refused('malformed')
  return Object.entries(skeleton).map(([name, part]) => [
    name,
    typeof part === 'number' ? part : formOf(part),
  ])
}

function widthOf(form: Form): number {
  return form.reduce((width, [, part]) => width + (typeof part === 'number' ? 1 : widthOf(part)), 0)
}

function recordOf(form: Form, table: Float64Array, start: number): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const [name, part] of form)
    record[name] = typeof part === 'number' ? table[start + part] : recordOf(part, table, start)
  return record
}

/** `[row, value, row, value]` as pairs. */
function pairsOf(list: unknown, rows: number): Array<readonly [row: number, value: unknown]> {
  if (!Array.isArray(list)) throw new Refused('malformed')
  const pairs: Array<readonly [number, unknown]> = []
  for (let index = 0; index + 1 < list.length; index += 2) {
    const row: unknown = list[index]
    if (!Number.isInteger(row) || (row as number) < 0 || (row as number) >= rows)
      throw new Refused('malformed')
    pairs.push([row as number, list[index + 1]])
  }
  return pairs
}
