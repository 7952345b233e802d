import { isRead, type Side, simpleChoice } from './choice.ts'
import { type Code, f64, i32, type Local, makeLocal, nothing, op, set, type Type, unsigned } from './code.ts'
import { join, type Path } from './join.ts'
import { num, undefinedValue } from './kinds.ts'
import type { Libm } from './libm.ts'
import { Refused, unlessUnreachable, unreachable } from './refused.ts'
import type { Bool, Cell, Known, Poison, Value } from './values.ts'

/** A place that code jumps forward to, and how it gets there. */
export interface Label {
  /** What jumps name: 'return', 'break', 'continue'. */
  readonly kind: 'return' | 'break' | 'continue' | 'row'
  /** The program's own name for it, where it has one. */
  readonly name: string | undefined
  readonly depth: number
  readonly paths: Path[]
  /** When it was opened, and what was written by then. */
  readonly before: number
  readonly mark: number
}

/** A place to go back to where an attempt fails. */
export interface Point {
  readonly length: number
  readonly mark: number
  readonly paths: readonly number[]
  readonly gaveUp: boolean
  readonly listed: number
}

const mostLocals = 6000
/** Steps of the interpreter, and variables that paths meet in: what bounds the time that hostile code can take. */
const mostSteps = 15_000

/**
 * The code that is being written and what is known where it stands: the middle of the compiler, which all of stage two
 * works on. What is known changes with each statement; it is taken back where another path begins, and met where paths meet.
 */
export class Flow {
  readonly libm: Libm
  readonly locals: Local[] = []
  /** libm functions that the code calls, and their places among the module's imports. */
  readonly imports: Map<string, number> = new Map([['check', 0]])
  code: Code[] = []
  /** How many blocks stand open around the code. */
  depth = 0
  readonly labels: Label[] = []
  /** What gives the row up: the host runs it in QuickJS. Not there while the program is loaded. */
  giveUp: ((flow: Flow) => void) | undefined
  gaveUp = false
  steps = 0
  /** How often the code that is written now stands there, in loops that are written out. */
  rounds = 1
  /** What is left until the clock is looked at. */
  readonly fuel: Local
  /** What the interpreter lists of the code as it is written, such as the places where the row ends. */
  readonly listed: unknown[] = []
  readonly #firstLocal: number
  readonly #trail: Array<{ readonly cell: Cell; readonly content: unknown }> = []
  #clock = 0

  constructor(libm: Libm, firstLocal: number) {
    this.libm = libm
    this.#firstLocal = firstLocal
    this.fuel = this.newLocal(i32)
  }

  /** @throws Refused where the program is too long */
  spend(steps = 1): void {
    this.steps += steps
    if (this.steps > mostSteps)
      throw new Refused('it is too long once helpers are inlined and loops unrolled')
  }

  emit(...code: readonly Code[]): void {
    this.code.push(...code)
  }

  newLocal(type: Type): Local {
    if (this.locals.length >= mostLocals) throw new Refused('it has too many intermediate values')
    const local = makeLocal(this.#firstLocal + this.locals.length, type)
    this.locals.push(local)
    return local
  }

  /** Code that calls a function of the libm with what is on the stack. */
  callLibm(name: string): Code {
    let index = this.imports.get(name)
    if (index === undefined) {
      index = this.imports.size
      this.imports.set(name, index)
    }
    return [op.call, unsigned(index)]
  }

  /** The same value with code that can be read again at no cost, and that stays what it is. */
  keep<Kept extends Value>(value: Kept): Kept {
    switch (value.kind) {
      case 'number':
        return (value.int || isRead(value.code) ? value : num(this.#store(value.code, f64))) as Kept
      case 'boolean':
        return isRead(value.code) ? value : { ...value, code: this.#store(value.code, i32) }
      case 'union':
        if (isRead(value.code) && isRead(value.tag)) return value
        return { ...value, code: this.#store(value.code, f64), tag: this.#store(value.tag, i32) }
      default:
        return value
    }
  }

  #store(code: Code, type: Type): Code {
    const local = this.newLocal(type)
    this.emit(code, set(local))
    return local.get
  }

  // --- what is known ---

  newCell<Content>(content: Content): Cell<Content> {
    const cell = { content, born: ++this.#clock }
    if (!this.giveUp) this.loadedCells.push(cell)
    return cell
  }

  /** Those that are made before the first row: variables of the module, and what they hold. */
  readonly loadedCells: Cell[] = []

  /** The time, by which what is made later can be told. */
  get clock(): number {
    return this.#clock
  }

  tick(): number {
    return ++this.#clock
  }

  write<Content>(cell: Cell<Content>, content: Content | Poison): void {
    this.#trail.push({ cell, content: cell.content })
    cell.content = content
  }

  /** A point to go back to. */
  mark(): number {
    return this.#trail.length
  }

  /** Takes back what was written since. */
  undo(mark: number): void {
    while (this.#trail.length > mark) {
      const last = this.#trail.pop()
      if (last) last.cell.content = last.content
    }
  }

  /** What was written since, as it is now. */
  since(mark: number): Map<Cell, unknown> {
    const written = new Map<Cell, unknown>()
    for (let at = mark; at < this.#trail.length; at++) {
      const cell = this.#trail[at]?.cell as Cell
      written.set(cell, cell.content)
    }
    this.spend(this.#trail.length - mark)
    return written
  }

  /** What was written since, with what it was before. */
  changesSince(mark: number): Map<Cell, { readonly was: unknown; readonly is: unknown }> {
    const changes = new Map<Cell, { readonly was: unknown; readonly is: unknown }>()
    for (let at = mark; at < this.#trail.length; at++) {
      const { cell, content } = this.#trail[at] as { readonly cell: Cell; readonly content: unknown }
      if (!changes.has(cell)) changes.set(cell, { was: content, is: cell.content })
    }
    this.spend(this.#trail.length - mark)
    return changes
  }

  // --- where code goes ---

  /** Here, to come back to. */
  point(): Point {
    return {
      length: this.code.length,
      mark: this.mark(),
      paths: this.labels.map(({ paths }) => paths.length),
      gaveUp: this.gaveUp,
      listed: this.listed.length,
    }
  }

  /** Forgets all that was written since, but for the steps that it took. */
  restore({ length, mark, paths, gaveUp, listed }: Point): void {
    this.code.length = length
    this.undo(mark)
    this.labels.forEach((label, at) => {
      label.paths.length = paths[at] ?? 0
    })
    this.gaveUp = gaveUp
    this.listed.length = listed
  }

  /** Runs something that writes code to a list of its own, as within a block. */
  inside(run: () => void): Code[] {
    const outer = this.code
    this.code = []
    this.depth++
    try {
      run()
      return this.code
    } finally {
      this.code = outer
      this.depth--
    }
  }

  /** A block that jumps may leave. @returns the value that all paths out of it bring */
  block(kind: Label['kind'], name: string | undefined, run: (label: Label) => Value): Value {
    const before = this.clock
    const mark = this.mark()
    const label: Label = { kind, name, depth: this.depth + 1, paths: [], before, mark }
    this.labels.push(label)
    const code = this.inside(() => {
      const end = unlessUnreachable(() => run(label))
      if (end) this.#arrive(label, end.value)
    })
    this.labels.pop()
    this.emit(op.block, nothing, code, op.end)
    this.undo(mark)
    return join(this, before, label.paths)
  }

  #arrive(label: Label, value: Value): void {
    label.paths.push(this.path(label.mark, value))
  }

  /** The path that ends here, for a join. */
  path(mark: number, value: Value): Path {
    const kept = this.keep(value)
    const moves: Code[] = []
    this.code.push(moves)
    return { changes: this.since(mark), value: kept, moves }
  }

  /** Jumps out of a block with a value. */
  jump(label: Label, value: Value = undefinedValue): never {
    this.#arrive(label, value)
    this.emit(op.br, unsigned(this.depth - label.depth))
    throw unreachable
  }

  /** Gives the row up: QuickJS will throw in it what must be thrown, or do what is not compiled. */
  bail(): never {
    if (!this.giveUp) throw new Refused('it throws when it is loaded')
    this.gaveUp = true
    this.giveUp(this)
    throw unreachable
  }

  /** One of two ways, by a condition. @returns what the way brings */
  choose(test: Bool | Known, yes: () => Value, no: () => Value): Value {
    if (test.kind === 'known') return test.value ? yes() : no()
    const before = this.clock
    const [a, b] = [this.#side(yes), this.#side(no)]
    const simple = simpleChoice(test.code, a, b)
    if (simple) return simple
    const paths = [a, b].flatMap((side) => this.#end(side) ?? [])
    this.emit(test.code, op.if, nothing, a.code, b.code.length > 0 ? [op.else, b.code] : [], op.end)
    return join(this, before, paths)
  }

  #side(run: () => Value): Side {
    const mark = this.mark()
    let end: Pick<Side, 'bare' | 'path'> = {}
    const code = this.inside(() => {
      const reached = unlessUnreachable(run)
      if (!reached) return
      const isBare = this.code.length === 0 && this.mark() === mark
      end = isBare ? { bare: reached.value } : { path: this.path(mark, reached.value) }
    })
    this.undo(mark)
    return { ...end, code }
  }

  /** The path at the end of a side, which for a bare one was put off. */
  #end(side: Side): Path | undefined {
    if (!side.bare) return side.path
    const outer = this.code
    this.code = side.code
    const path = this.path(this.mark(), side.bare)
    this.code = outer
    return path
  }
}
