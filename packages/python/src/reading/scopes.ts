import type { Kind } from '../lowering/kinds.ts'
import { unsupported } from '../python-error.ts'
import {
  type Comprehended,
  type ExprNode,
  type FunctionDef,
  type Node,
  parametersOf,
  type StmtNode,
  walk,
} from '../tree.ts'
import { addImport, addImportFrom, given, type Imports } from './imports.ts'
import { javascriptName } from './names.ts'

/** A function whose calls are all known: its parameters and result have kinds. */
export interface Direct {
  readonly node: FunctionDef
  readonly parameters: readonly Variable[]
  readonly result: Variable
}

/** A name of a scope. */
export interface Variable {
  readonly name: string
  /** Its name in the JavaScript. */
  js: string
  readonly scope: Scope
  writes: number
  isParameter: boolean
  /** Written to from an inner function, so that its kind is open. */
  isShared: boolean
  /** The function that it is, if it is never given another value. */
  functionNode?: FunctionDef
  direct?: Direct
  /** The one kind that it ever has. */
  fixed?: Kind
}

/** The names of a module, function or comprehension. */
export class Scope {
  readonly variables: Map<string, Variable> = new Map()
  readonly globals: Set<string> = new Set()
  readonly nonlocals: Set<string> = new Set()
  readonly parent: Scope | undefined
  readonly kind: 'module' | 'function' | 'comprehension'
  /** The function's name as CPython's errors have it: `outer.<locals>.inner`. */
  readonly path: string

  constructor(parent: Scope | undefined, kind: Scope['kind'], name?: string) {
    this.parent = parent
    this.kind = kind
    const around = parent?.path ?? ''
    this.path = name === undefined ? around : around === '' ? name : `${around}.<locals>.${name}`
  }

  get module(): Scope {
    return this.parent?.module ?? this
  }

  find(name: string): Variable | undefined {
    if (this.globals.has(name)) return this.module.variables.get(name)
    const own = this.nonlocals.has(name) ? undefined : this.variables.get(name)
    return own ?? this.parent?.find(name)
  }

  /** The variable that a write to this name means. */
  bind(name: string): Variable {
    if (this.globals.has(name) && this.parent) return share(this.module.bind(name))
    if (this.nonlocals.has(name)) {
      const outer = this.parent?.find(name)
      if (outer) return share(outer)
    }
    const known = this.variables.get(name)
    if (known) {
      known.writes++
      return known
    }
    const made = createVariable(name, this)
    this.variables.set(name, made)
    return made
  }
}

function share(variable: Variable): Variable {
  variable.isShared = true
  variable.writes++
  return variable
}

/** A variable that no name of the program means. */
export function createVariable(name: string, scope: Scope): Variable {
  return { name, js: javascriptName(name), scope, writes: 1, isParameter: false, isShared: false }
}

/** All scopes of a module. */
export interface Scopes {
  readonly module: Scope
  readonly imports: Imports
  of(node: Node): Scope
}

/** Who reads a name, and whether only to call it. */
interface Use {
  readonly scope: Scope
  readonly name: string
  readonly isCall: boolean
}

/** Finds where each name lives. @throws Refusal */
export function resolveScopes(body: readonly StmtNode[]): Scopes {
  const resolver = new Resolver()
  resolver.visitAll(body, resolver.module)
  resolver.findDirect()
  return {
    module: resolver.module,
    imports: resolver.imports,
    of: (node) => resolver.scopes.get(node) as Scope,
  }
}

class Resolver {
  readonly module = new Scope(undefined, 'module')
  readonly imports: Imports = new Map(given)
  readonly scopes = new Map<Node, Scope>()
  readonly #uses: Use[] = []

  visitAll(nodes: readonly (Node | null | undefined)[], scope: Scope): void {
    for (const node of nodes) if (node) this.visit(node as ExprNode | StmtNode, scope)
  }

  visit(node: ExprNode | StmtNode, scope: Scope): void {
    switch (node.nodeType) {
      case 'Name':
        this.#uses.push({ scope, name: node.id, isCall: false })
        return
      case 'Call': {
        const isPlain =
          !node.args.some((one) => one.nodeType === 'Starred') && node.keywords.every((one) => one.arg)
        if (node.func.nodeType === 'Name') this.#uses.push({ scope, name: node.func.id, isCall: isPlain })
        else this.visit(node.func, scope)
        this.visitAll(node.args, scope)
        this.visitAll(
          node.keywords.map((one) => one.value),
          scope,
        )
        return
      }
      case 'FunctionDef': {
        const variable = scope.bind(node.name)
        variable.functionNode = node
        this.visitAll([...node.args.defaults, ...node.args.kw_defaults, ...node.decorator_list], scope)
        this.#function(node, node.args, node.body, scope)
        return
      }
      case 'Lambda':
        this.visitAll([...node.args.defaults, ...node.args.kw_defaults], scope)
        this.#function(node, node.args, [node.body], scope)
        return
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
      case 'DictComp':
        this.#comprehension(node, scope)
        return
      case 'Assign':
        this.visit(node.value, scope)
        for (const target of node.targets) this.#store(target, scope)
        return
      case 'AugAssign':
        this.visit(node.value, scope)
        this.#store(node.target, scope)
        return
      case 'AnnAssign':
        if (node.value) this.visit(node.value, scope)
        this.#store(node.target, scope)
        return
      case 'NamedExpr': {
        let outer = scope
        while (outer.kind === 'comprehension' && outer.parent) outer = outer.parent
        this.visit(node.value, scope)
        this.#store(node.target, outer)
        return
      }
      case 'For':
        this.visit(node.iter, scope)
        this.#store(node.target, scope)
        this.visitAll([...node.body, ...node.orelse], scope)
        return
      case 'Try':
        this.visitAll(node.body, scope)
        for (const handler of node.handlers) {
          if (handler.name) scope.bind(handler.name)
          this.visitAll([handler.type, ...handler.body], scope)
        }
        this.visitAll([...node.orelse, ...node.finalbody], scope)
        return
      case 'Delete':
        for (const target of node.targets) this.#store(target, scope)
        return
      case 'Import':
        addImport(this.imports, node)
        return
      case 'ImportFrom':
        addImportFrom(this.imports, node)
        return
      case 'Global':
      case 'Nonlocal':
      case 'Constant':
        return
      case 'ClassDef':
        unsupported('a class is not supported; use functions and dicts', node)
    }
    walkBelow(node, (below) => this.visit(below, scope))
  }

  #store(target: ExprNode, scope: Scope): void {
    switch (target.nodeType) {
      case 'Name':
        scope.bind(target.id)
        return
      case 'Tuple':
      case 'List':
        for (const one of target.elts) this.#store(one, scope)
        return
      case 'Starred':
        this.#store(target.value, scope)
        return
      default:
        this.visit(target, scope)
    }
  }

  #function(node: Node, args: FunctionDef['args'], body: readonly Node[], scope: Scope): void {
    const inner = new Scope(scope, 'function', (node as { name?: string }).name ?? '<lambda>')
    this.scopes.set(node, inner)
    for (const { arg } of parametersOf({ args }).all) inner.bind(arg).isParameter = true
    // These say where a name lives, wherever in the function they stand.
    walk(body, (one) => {
      if (one.nodeType === 'FunctionDef' || one.nodeType === 'Lambda') return false
      const { names } = one as unknown as { names: string[] }
      if (one.nodeType === 'Global') for (const name of names) inner.globals.add(name)
      if (one.nodeType === 'Nonlocal') for (const name of names) inner.nonlocals.add(name)
      return undefined
    })
    this.visitAll(body, inner)
  }

  #comprehension(node: Comprehended, scope: Scope): void {
    const inner = new Scope(scope, 'comprehension')
    this.scopes.set(node, inner)
    node.generators.forEach((generator, index) => {
      if (generator.is_async) unsupported('async for is not supported', node)
      this.visit(generator.iter, index === 0 ? scope : inner)
      this.#store(generator.target, inner)
      this.visitAll(generator.ifs, inner)
    })
    this.visitAll(node.nodeType === 'DictComp' ? [node.key, node.value] : [node.elt], inner)
  }

  /** Functions that are only ever called, by their names. */
  findDirect(): void {
    const isOpen = new Set<Variable>()
    for (const { scope, name, isCall } of this.#uses) {
      const variable = scope.find(name)
      if (variable && !isCall) isOpen.add(variable)
    }
    for (const [node, inner] of this.scopes) {
      if (node.nodeType !== 'FunctionDef') continue
      const one = node as FunctionDef
      const { vararg, kwarg, kwonlyargs } = one.args
      const variable = inner.parent?.variables.get(one.name)
      if (variable?.writes !== 1 || variable.isShared || isOpen.has(variable)) continue
      if (vararg || kwarg || kwonlyargs.length > 0) continue
      variable.direct = {
        node: one,
        parameters: parametersOf(one).positional.map(({ arg }) => inner.variables.get(arg) as Variable),
        result: createVariable(`${one.name}()`, inner),
      }
    }
  }
}

function walkBelow(node: Node, visit: (node: ExprNode | StmtNode) => void): void {
  walk(node, (one) => {
    if (one === node || !/^[A-Z]/.test(one.nodeType)) return undefined
    if (/^(Comprehension|Keyword|Arguments|ExceptHandler|WithItem)$/.test(one.nodeType)) return undefined
    visit(one as ExprNode | StmtNode)
    return false
  })
}
