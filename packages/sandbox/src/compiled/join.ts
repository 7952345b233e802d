import { type Code, f64, i32, type Local, set, type Type } from './code.ts'
import { booleanCode, numberCode, tagCode } from './convert.ts'
import { bool, isValue, num, poison, same, tags, typesOf, undefinedValue } from './kinds.ts'
import { unreachable } from './refused.ts'
import type { Cell, Marks, Poison, Thing, Value } from './values.ts'

/** A way to a place where several meet. */
export interface Path {
  /** What was written on it since the place that all come from. */
  readonly changes: Map<Cell, unknown>
  /** What it brings. */
  readonly value: Value
  /** Code at its end, to be filled with the moves to where the ways meet. */
  readonly moves: Code[]
}

/** What a join needs of the compiler. */
export interface Joining {
  newLocal(type: Type): Local
  newCell<Content>(content: Content): Cell<Content>
  tick(): number
  write<Content>(cell: Cell<Content>, content: Content | Poison): void
  spend(steps?: number): void
}

/** A local, or two, that values of some types are moved to. */
export interface Target {
  readonly value: Value
  /** The code that pushes a value, and the code that pops it into the target. */
  put(value: Value): { readonly push: Code; readonly pop: Code }
}

/** Where values of these types are moved to from several paths. */
export function targetOf(joining: Pick<Joining, 'newLocal'>, types: number): Target {
  if (types === 1 << tags.number) {
    const local = joining.newLocal(f64)
    return { value: num(local.get), put: (value) => ({ push: numberCode(value), pop: set(local) }) }
  }
  if (types === 1 << tags.boolean) {
    const local = joining.newLocal(i32)
    return { value: bool(local.get), put: (value) => ({ push: booleanCode(value), pop: set(local) }) }
  }
  const [number, tag] = [joining.newLocal(f64), joining.newLocal(i32)]
  return {
    value: { kind: 'union', code: number.get, tag: tag.get, may: types },
    put: (value) => ({ push: [numberCode(value), tagCode(value)], pop: [set(tag), set(number)] }),
  }
}

/** Moves values to their targets all at once, so that they may change places. */
export function moveAll(moves: ReadonlyArray<{ readonly push: Code; readonly pop: Code }>): Code {
  return [...moves.map(({ push }) => push), ...moves.map(({ pop }) => pop).reverse()]
}

/**
 * Goes on with what is known where paths meet: what is the same on all of them, else a local that each moves its value to,
 * else poison.
 *
 * @param before when the paths parted: what was made later is of one path alone
 * @returns the value that the paths bring
 */
export function join(joining: Joining, before: number, paths: readonly Path[]): Value {
  const [first] = paths
  if (!first) throw unreachable
  if (paths.length === 1) {
    for (const [cell, content] of first.changes) joining.write(cell, content)
    return first.value
  }
  const meeting = new Meeting(joining, before, paths)
  const cells = new Set<Cell>()
  for (const { changes } of paths) for (const cell of changes.keys()) if (cell.born <= before) cells.add(cell)
  joining.spend(cells.size * paths.length)
  // All are read before one is written.
  const met = [...cells].map((cell) => [cell, meeting.contents(cell)] as const)
  const value = meeting.values(paths.map((path) => path.value))
  for (const [cell, content] of met) joining.write(cell, content)
  for (const cell of meeting.marked) joining.write(cell, 'that may be one of two')
  meeting.move()
  return value
}

class Meeting {
  /** Things that can be reached in two ways after the join, so that to write to one of them would have to change another. */
  readonly marked: Set<Cell<Marks>> = new Set()
  readonly #joining: Joining
  readonly #before: number
  readonly #paths: readonly Path[]
  readonly #moves: Array<Array<{ readonly push: Code; readonly pop: Code }>>
  /** What became of things that met, by all of them. */
  readonly #made = new Map<Thing, Array<{ readonly things: readonly Thing[]; readonly value: Value }>>()
  /** In which meeting a thing of one path alone has been. */
  readonly #seen = new Map<Thing, Value>()

  constructor(joining: Joining, before: number, paths: readonly Path[]) {
    this.#joining = joining
    this.#before = before
    this.#paths = paths
    this.#moves = paths.map(() => [])
  }

  /** What a cell holds after the join. */
  contents(cell: Cell): unknown {
    const contents = this.#paths.map((path) => this.#read(path, cell))
    const [first] = contents
    if (contents.every((content) => Object.is(content, first))) return first
    if (contents.every(isValue)) return this.values(contents)
    if (contents.every(Array.isArray) && contents.every((keys) => sameKeys(keys, first as string[])))
      return first
    return poison
  }

  #read(path: Path, cell: Cell): unknown {
    return path.changes.has(cell) ? path.changes.get(cell) : cell.content
  }

  /** The value that is one of these, by the path. */
  values(values: readonly Value[]): Value {
    const first = values[0] as Value
    if (values.every((value) => same(value, first))) return first
    const things = values.flatMap((value) => (value.kind === 'ref' ? [value.thing] : []))
    if (things.length === values.length) return this.#things(things)
    if (values.some((value) => typesOf(value) === 0)) return this.#lose(things)
    const target = targetOf(
      this.#joining,
      values.reduce((types, value) => types | typesOf(value), 0),
    )
    values.forEach((value, index) => {
      this.#moves[index]?.push(target.put(value))
    })
    return target.value
  }

  #lose(things: readonly Thing[]): Value {
    for (const thing of things) this.marked.add(thing.marks)
    return poison
  }

  #things(things: readonly Thing[]): Value {
    const first = things[0] as Thing
    const known = this.#made
      .get(first)
      ?.find((each) => each.things.every((thing, at) => thing === things[at]))
    if (known) return known.value
    const met = this.#meet(things)
    if (!met) return this.#lose(things)
    const value: Value = { kind: 'ref', thing: met }
    this.#made.set(first, [...(this.#made.get(first) ?? []), { things, value }])
    for (const [at, thing] of things.entries()) {
      // What was there before, or meets in two ways, can be reached by another name.
      const other = this.#seen.get(thing)
      const isOwn = thing.born > this.#before && other === undefined && things.indexOf(thing) === at
      if (isOwn && this.#read(this.#paths[at] as Path, thing.marks) === undefined)
        this.#seen.set(thing, value)
      else for (const each of [...things, met, ...thingOf(other)]) this.marked.add(each.marks)
    }
    this.#fill(met, things)
    return value
  }

  /** A new thing of the same shape; `undefined` where they differ. */
  #meet(things: readonly Thing[]): Thing | undefined {
    const first = things[0] as Thing
    const shapes = things.map((thing, at) =>
      this.#read(this.#paths[at] as Path, thing.type === 'array' ? thing.length : thing.keys),
    )
    const [shape] = shapes
    if (things.some(({ type }) => type !== first.type)) return undefined
    const marks = this.#joining.newCell<Marks>(undefined)
    const born = this.#joining.tick()
    if (first.type === 'array') {
      if (typeof shape !== 'number' || shapes.some((each) => each !== shape)) return undefined
      return { type: 'array', born, length: this.#joining.newCell(shape), slots: [], row: undefined, marks }
    }
    // Where the keys differ their order is not known, but what each holds is: it may be undefined.
    const isAlike = shapes.every((each) => Array.isArray(each) && sameKeys(each, shape as string[]))
    const keys = this.#joining.newCell<readonly string[]>(isAlike ? (shape as string[]) : [])
    if (!isAlike) keys.content = poison
    return { type: 'object', born, keys, fields: new Map(), marks }
  }

  #fill(met: Thing, things: readonly Thing[]): void {
    const meet = (cells: ReadonlyArray<Cell<Value> | undefined>): Cell<Value> =>
      this.#joining.newCell(
        this.values(
          cells.map((cell, at) =>
            cell ? (this.#read(this.#paths[at] as Path, cell) as Value) : undefinedValue,
          ),
        ),
      )
    this.#joining.spend(things.length)
    if (met.type === 'array') {
      for (let index = 0; index < (met.length.content as number); index++)
        met.slots.push(meet(things.map((thing) => (thing as typeof met).slots[index])))
      return
    }
    const objects = things as readonly (typeof met)[]
    for (const key of new Set(objects.flatMap(({ fields }) => [...fields.keys()])))
      met.fields.set(key, meet(objects.map(({ fields }) => fields.get(key))))
  }

  /** Fills the ends of the paths with what was found to be moved. */
  move(): void {
    this.#paths.forEach(({ moves }, index) => {
      moves.push(moveAll(this.#moves[index] ?? []))
    })
  }
}

function thingOf(value: Value | undefined): readonly Thing[] {
  return value?.kind === 'ref' ? [value.thing] : []
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, at) => key === b[at])
}
