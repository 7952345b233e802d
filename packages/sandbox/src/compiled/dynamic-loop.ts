import { type Code, int, nothing, op, set, tee, unsigned } from './code.ts'
import { negate } from './convert.ts'
import { type Counted, type Counter, type Loop, limitOf, makeCounter } from './counter.ts'
import type { Flow, Label } from './flow.ts'
import type { Interpreter } from './interpreter.ts'
import { moveAll, type Target, targetOf } from './join.ts'
import { bool, isValue, poison, same, typesOf, undefinedValue } from './kinds.ts'
import { Refused, unlessUnreachable, unreachable } from './refused.ts'
import { type Bool, type Cell, type Known, Scope, type Value } from './values.ts'

/** How often a loop's body is run until the types of what it changes are settled: each may become wider three times. */
const mostAttempts = 8

/** Code that looks at the clock once the fuel is used up. It stands outside the innermost loop, where it would slow all of it. */
export function refuel(flow: Flow): Code {
  const { fuel } = flow
  return [
    fuel.get,
    int(0),
    op.i32_lt_s,
    op.if,
    nothing,
    flow.callLibm('check'),
    int(quantum),
    set(fuel),
    op.end,
  ]
}

/** How much is done between two looks at the clock, in about ten instructions. */
export const quantum = 20_000

/** Code that uses up fuel, and goes to the enclosing loop where none is left. */
export function spendFuel({ fuel }: Flow, amount: number): Code {
  const spent = Math.min(amount, quantum >> 1)
  return [fuel.get, int(spent), op.i32_sub, tee(fuel), int(0), op.i32_lt_s, op.br_if, unsigned(1)]
}

/**
 * A loop whose rounds are not known. What its body changes is held in locals that each round begins with: the body is
 * run with what is known before the loop, and where it ends with something else, run again with a local in its place,
 * until nothing changes any more.
 *
 * @throws Refused
 */
export function dynamicLoop(
  interpreter: Interpreter,
  parts: Loop,
  scope: Scope,
  counted: Counted | undefined,
): void {
  const { flow } = interpreter
  if (!flow.giveUp) throw new Refused('a long loop runs when it is loaded', parts.node)
  const point = flow.point()
  const carried = new Map<Cell, number>()
  for (const name of parts.effects.assigned) {
    const cell = scope.find(name)?.cell
    const types = cell ? typesOf(cell.content) : 0
    if (cell && types !== 0) carried.set(cell, types)
  }
  let counting = counted
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const round = new Round(interpreter, parts, scope, carried, counting)
    const end = unlessUnreachable(() => round.run())
    if (round.isSettled) {
      if (!end) throw unreachable
      return
    }
    if (round.miscounted) counting = undefined
    flow.restore(point)
  }
  throw new Refused('the types of what a loop changes do not settle', parts.node)
}

/** One attempt at a loop. */
class Round {
  isSettled = true
  /** The body changed what the counter was taken to be. */
  miscounted = false
  readonly #interpreter: Interpreter
  readonly #parts: Loop
  readonly #scope: Scope
  readonly #carried: Map<Cell, number>
  readonly #counted: Counted | undefined
  #targets: Array<{ readonly cell: Cell; readonly target: Target | undefined }> = []
  #counter: Counter | undefined

  constructor(
    interpreter: Interpreter,
    parts: Loop,
    scope: Scope,
    carried: Map<Cell, number>,
    counted: Counted | undefined,
  ) {
    this.#interpreter = interpreter
    this.#parts = parts
    this.#scope = scope
    this.#carried = carried
    this.#counted = counted
  }

  run(): Value {
    const { flow } = this.#interpreter
    this.#enter()
    return flow.block('break', this.#parts.label, (out) => {
      const code = flow.inside(() => {
        flow.emit(refuel(flow))
        const inner = flow.inside(() => unlessUnreachable(() => this.#body(out)))
        flow.emit(op.loop, nothing, inner, op.end)
      })
      flow.emit(op.loop, nothing, code, op.end)
      throw unreachable
    })
  }

  /** Moves what is carried to where each round takes it from. */
  #enter(): void {
    const { flow } = this.#interpreter
    this.#targets = [...this.#carried].map(([cell, types]) => ({
      cell,
      target: types === 0 ? undefined : targetOf(flow, types),
    }))
    flow.emit(this.#moves())
    for (const { cell, target } of this.#targets) flow.write(cell, target?.value ?? poison)
    if (!this.#counted) return
    this.#counter = makeCounter(this.#interpreter, this.#counted)
    const cell = this.#scope.own(this.#counted.name)?.cell
    if (cell) flow.write(cell, this.#counter.value)
  }

  #moves(): Code {
    return moveAll(
      this.#targets.flatMap(({ cell, target }) => (target ? [target.put(cell.content as Value)] : [])),
    )
  }

  #body(out: Label): void {
    const interpreter = this.#interpreter
    const { flow } = interpreter
    const { node, test, update, testsLater, label } = this.#parts
    const [depth, before, mark, steps] = [flow.depth, flow.clock, flow.mark(), flow.steps]
    const fuel: Code[] = []
    flow.emit(fuel)
    const leaveUnless = (is: Bool | Known): void => {
      flow.choose(
        negate(is),
        () => flow.jump(out),
        () => undefinedValue,
      )
    }
    if (this.#counter && this.#counted)
      leaveUnless(bool([this.#counter.local.get, int(this.#counted.to), op.i32_lt_s]))
    else if (!testsLater && test) leaveUnless(interpreter.test(test, this.#scope))
    flow.block('continue', label, () => {
      interpreter.execute(node.body, new Scope(this.#scope))
      return undefinedValue
    })
    if (update && !this.#counter) interpreter.value(update, this.#scope)
    if (testsLater && test) leaveUnless(interpreter.test(test, this.#scope))
    fuel.push(spendFuel(flow, 1 + ((flow.steps - steps) >> 3)))
    this.#compare(before, mark)
    if (!this.isSettled) return
    flow.emit(this.#moves())
    // After the moves, for a variable may hold the number of this round.
    if (this.#counter) flow.emit(this.#counter.local.get, int(1), op.i32_add, set(this.#counter.local))
    flow.emit(op.br, unsigned(flow.depth - depth))
  }

  /** Holds what the round ends with to what it began with, and widens what is carried where it must be. */
  #compare(before: number, mark: number): void {
    const { flow } = this.#interpreter
    for (const [cell, { was, is }] of flow.changesSince(mark)) {
      if (cell.born > before || Object.is(was, is)) continue
      const known = this.#carried.get(cell)
      const types = isValue(was) && isValue(is) ? widened(known, was, is) : 0
      if (types === undefined || (known === undefined && isSameList(was, is))) continue
      if (types === known) continue
      this.#carried.set(cell, types)
      this.isSettled = false
    }
    if (this.#counted && !this.#isStillCounted(this.#counted)) {
      this.miscounted = true
      this.isSettled = false
    }
  }

  #isStillCounted({ name, limit, to, isInclusive }: Counted): boolean {
    const content = this.#scope.own(name)?.cell.content
    const now = limitOf(this.#interpreter, limit, this.#scope)
    if (content !== this.#counter?.value || now === undefined) return false
    return (isInclusive ? Math.floor(now) + 1 : Math.ceil(now)) === to
  }
}

/** The types that a local must hold from round to round; 0 where none can, `undefined` where none need. */
function widened(known: number | undefined, was: Value, is: Value): number | undefined {
  if (same(was, is)) return undefined
  if (known === 0 || typesOf(was) === 0 || typesOf(is) === 0) return 0
  return (known ?? typesOf(was)) | typesOf(is)
}

/** Whether an object has the keys that it had. */
function isSameList(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) && a.join() === b.join()
}
