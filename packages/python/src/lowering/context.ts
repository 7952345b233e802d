import type { Layout } from '@gencode/contract/types'
import type { Record } from '../reading/records.ts'
import type { Scope, Scopes, Variable } from '../reading/scopes.ts'
import type { SourceText } from '../reading/text.ts'
import type { ExprNode, FunctionDef, StmtNode } from '../tree.ts'
import { at, type Code, code, level, placed } from './code.ts'
import { Emission } from './emission.ts'
import { isBool, isMixed, isNumeric, isRaw, join, type Kind } from './kinds.ts'

/** What is lowered, and to what end. */
export interface Target {
  readonly text: SourceText
  readonly scopes: Scopes
  readonly entry: FunctionDef
  /** How the host calls the entry; `undefined` where nobody said. */
  readonly parameters: readonly Layout[] | undefined
  /** Whether a result is a reward, with or without its terms. */
  readonly isReward: boolean
  /** Whether the program itself names the entry, which then is a function like any other behind one that the host calls. */
  readonly isEntryUsed: boolean
  /** Dicts that can be plain objects of numbers. */
  readonly records: ReadonlyMap<Variable, Record>
}

/** A function while it is lowered. */
export interface Frame {
  readonly scope: Scope
  /** Names of the JavaScript for values in between. */
  readonly temporaries: string[]
  /** Whether what it returns crosses to the host. */
  readonly isEntry: boolean
  /** Its result's kinds, where all calls are known. */
  readonly result?: Variable | undefined
  /** Observations that are needed as arrays as well: the names that hold those. */
  readonly arrays: Map<Variable, string>
}

/** The statements and expressions, which need one another. */
export interface Parts {
  expression(lowering: Lowering, node: ExprNode): Code
  block(lowering: Lowering, body: readonly StmtNode[]): void
}

/**
 * A lowering while it goes on. It is done in rounds: each emits all of the program with the kinds that the round before
 * found, until nothing changes; the last round's text is the result.
 */
export class Lowering extends Emission {
  readonly target: Target
  readonly #parts: Parts
  /** Kinds of the round before, and of this one. */
  kinds: Map<Variable, Kind> = new Map()
  next: Map<Variable, Kind> = new Map()
  /** Variables that are held tagged, for their kind matters to something. */
  readonly tagged: Set<Variable> = new Set()
  /** Whether slices are plain arrays: not where something may write to one. */
  hasVectors = true
  /** Whether every variable is held tagged: how rounds end that would not. */
  isOpen = false
  isStale = false

  readonly #ended: Set<Variable> = new Set()
  #lowered: Map<ExprNode, Code> = new Map()
  /** The scope of the function that the host calls. */
  hostScope: Scope | undefined
  /** Where the statement stands that is being lowered. */
  line = 0
  scope: Scope
  frame: Frame
  /** Variables that have a value on every way to here. */
  assigned: Set<Variable> = new Set()

  constructor(target: Target, parts: Parts) {
    super()
    this.target = target
    this.#parts = parts
    this.scope = target.scopes.module
    this.frame = this.#moduleFrame()
  }

  #moduleFrame(): Frame {
    return { scope: this.target.scopes.module, temporaries: [], isEntry: false, arrays: new Map() }
  }

  /** A new round. */
  override begin(): void {
    super.begin()
    this.next = new Map()
    this.isStale = false
    this.#lowered = new Map()
    this.line = 0
    this.scope = this.target.scopes.module
    this.frame = this.#moduleFrame()
    this.assigned = new Set()
  }

  /** An expression, lowered once a round, however often it is asked for. */
  expression(node: ExprNode): Code {
    const known = this.#lowered.get(node)
    if (known) return known
    const one = this.#parts.expression(this, node)
    this.#lowered.set(node, one)
    return one
  }

  block(body: readonly StmtNode[]): void {
    this.#parts.block(this, body)
  }

  // ---- variables

  find(name: string): Variable | undefined {
    return this.scope.find(name)
  }

  kindOf(variable: Variable): Kind {
    if (variable.fixed) return variable.fixed
    if (this.isOpen && !this.isHostParameter(variable)) return 'any'
    const kind = this.kinds.get(variable)
    if (kind === undefined) return 'unknown'
    if (this.tagged.has(variable)) return isNumeric(kind) ? 'tagged' : 'any'
    return kind
  }

  /** A parameter that keeps what the host passes. */
  isHostParameter(variable: Variable): boolean {
    return variable.isParameter && variable.writes === 1 && variable.scope === this.hostScope
  }

  /** A value of this kind is given to a variable. */
  note(variable: Variable, kind: Kind): void {
    const held: Kind = variable.isShared || kind === 'none' ? 'any' : kind
    this.next.set(variable, join(this.next.get(variable), held))
  }

  /** The variable's kind matters to something: it is held tagged, from the next round on. */
  tag(variable: Variable): string {
    if (!this.tagged.has(variable)) {
      this.tagged.add(variable)
      this.isStale = true
    }
    return 'null'
  }

  /** Something may write to a plain array: there are none, from the next round on. */
  refuseVectors(): void {
    if (this.hasVectors) this.isStale = true
    this.hasVectors = false
  }

  /** The named terms that a variable holds as a plain object. */
  recordOf(variable: Variable): Record | undefined {
    return this.isOpen || this.#ended.has(variable) ? undefined : this.target.records.get(variable)
  }

  /** A dict is one of the runtime after all, from the next round on. */
  endRecord(variable: Variable): void {
    if (!this.#ended.has(variable)) this.isStale = true
    this.#ended.add(variable)
  }

  /** Reads a variable whose kind may need to be told. */
  read(variable: Variable, text: string, precedence: number = level.atom): Code {
    const kind = this.kindOf(variable)
    const isSimple = precedence === level.atom
    return code(text, kind, precedence, {
      isSimple,
      tagged: isMixed(kind) ? () => this.tag(variable) : undefined,
    })
  }

  /** A name that the function declares. */
  temporary(): string {
    const name = this.fresh()
    this.frame.temporaries.push(name)
    return name
  }

  /** Breaks the line where an expression begins on a later one than its statement. */
  placed(node: { readonly lineno?: number }, text: string): string {
    return node.lineno !== undefined && node.lineno !== this.line ? placed(node.lineno, text) : text
  }

  // ---- forms of a value

  /** The value as the runtime holds it. */
  held(one: Code): string {
    switch (one.kind) {
      case 'float':
        return one.tagged?.() ?? `${this.use('pf')}(${one.text})`
      case 'int':
        return one.tagged?.() ?? `${this.use('pi')}(${one.text})`
      case 'int64':
        return `${this.use('ni')}(${one.text})`
      case 'bool_':
        return `${this.use('nb')}(${one.text})`
      case 'number':
      case 'truth':
        return one.tagged?.() ?? 'null'
      case 'vector':
        return one.tagged?.() ?? `${this.use('vector')}(${one.text})`
      default:
        return at(one, level.assign)
    }
  }

  heldCode(one: Code): Code {
    const text = this.held(one)
    const kind: Kind = one.kind === 'vector' ? 'array' : isNumeric(one.kind) ? 'tagged' : one.kind
    return code(text, kind, text === one.text ? one.level : level.call)
  }

  /** The JavaScript number of a numeric expression. */
  raw(one: Code): Code {
    if (one.kind === 'tagged') return code(`${this.use('num')}(${one.text})`, 'number', level.call)
    if (isBool(one.kind)) return code(`+${at(one, level.unary)}`, 'int', level.unary)
    return one
  }

  /** The JavaScript boolean of any expression. */
  truth(one: Code): Code {
    if (isBool(one.kind)) return one
    if (one.kind === 'tagged') return code(`${this.use('num')}(${one.text}) !== 0`, 'bool', level.equality)
    if (isRaw(one.kind) || one.kind === 'unknown')
      return code(`${at(one, level.relation)} !== 0`, 'bool', level.equality)
    if (one.kind === 'str') return code(`${at(one, level.relation)} !== ""`, 'bool', level.equality)
    return code(`${this.use('truth')}(${this.held(one)})`, 'bool', level.call)
  }

  /** As a variable of this kind takes it. */
  into(kind: Kind, one: Code): string {
    if (kind === 'unknown' || one.kind === 'unknown' || kind === one.kind) return at(one, level.assign)
    if (kind === 'number') return at(this.raw(one), level.assign)
    if (kind === 'truth' && isBool(one.kind)) return at(one, level.assign)
    return this.held(one)
  }

  float(value: number): Code {
    const text = Number.isFinite(value)
      ? Object.is(value, -0)
        ? '-0'
        : String(value)
      : value > 0
        ? 'Infinity'
        : value < 0
          ? '-Infinity'
          : 'NaN'
    return code(text, 'float', text.startsWith('-') ? level.unary : level.atom, {
      value,
      isSimple: true,
      tagged: () => this.constant('pf', text),
    })
  }

  /** A whole number; callers have looked whether a double holds it. */
  int(value: number): Code {
    const text = String(value)
    return code(text, 'int', value < 0 ? level.unary : level.atom, {
      value,
      isSimple: true,
      tagged: () => this.constant('pi', text),
    })
  }

  /** Python raises this where control comes here. */
  fail(type: string, message: string, kind: Kind = 'any'): Code {
    return code(`${this.use('raise')}(${JSON.stringify(type)}, ${JSON.stringify(message)})`, kind, level.call)
  }
}
