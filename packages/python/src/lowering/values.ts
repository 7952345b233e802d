import { hasHelper } from '../prelude/prelude.ts'
import { importError, unsupported } from '../python-error.ts'
import type { Variable } from '../reading/scopes.ts'
import { type Expr, type ExprNode, parametersOf } from '../tree.ts'
import { type Code, code, level, quote } from './code.ts'
import type { Lowering } from './context.ts'
import { functionPath, moduleConstants, numpyTypes } from './modules.ts'

/** Exceptions that can be named. */
const exceptionNames: ReadonlySet<string> = new Set(
  (
    'BaseException Exception ArithmeticError ZeroDivisionError OverflowError FloatingPointError LookupError IndexError KeyError ' +
    'ValueError TypeError NameError UnboundLocalError AttributeError RuntimeError NotImplementedError RecursionError ' +
    'AssertionError StopIteration ImportError ModuleNotFoundError MemoryError OSError Warning UserWarning DeprecationWarning ' +
    'RuntimeWarning KeyboardInterrupt'
  ).split(' '),
)
const otherBuiltins: ReadonlySet<string> = new Set(
  (
    'aiter anext ascii bin breakpoint bytearray bytes chr classmethod compile complex delattr dir eval exec frozenset getattr ' +
    'globals hasattr hash help hex input locals memoryview oct open ord property setattr slice staticmethod super vars ' +
    '__import__ NotImplemented'
  ).split(' '),
)

/** What a name stands for: a variable, something imported, a built-in. @throws Refusal */
export function nameCode(lowering: Lowering, node: Expr<'Name'>): Code {
  const { id } = node
  const variable = lowering.find(id)
  if (variable) return variableCode(lowering, variable)
  const path = lowering.target.scopes.imports.get(id)
  if (path !== undefined) return moduleValue(lowering, path, node)
  if (hasHelper(`t_${id}`) && !id.endsWith('_')) return code(lowering.use(`t_${id}`), 'any')
  if (hasHelper(`b_${id}`)) return code(lowering.use(`b_${id}`), 'any')
  if (exceptionNames.has(id)) return code(lowering.constant('exception', quote(id)), 'any')
  if (id === 'Ellipsis') return code(lowering.use('Ellipsis'), 'any')
  if (id === '__name__') return code('"reward"', 'str')
  if (otherBuiltins.has(id)) return unsupported(`${id} is not supported`, node)
  return lowering.fail('NameError', `name '${id}' is not defined`)
}

/** A variable's value; what may not have one yet is looked at as it is read. */
function variableCode(lowering: Lowering, variable: Variable): Code {
  const { js, name, scope } = variable
  if (variable.functionNode && variable.writes === 1 && !variable.isShared) return code(js, 'any')
  if (lowering.assigned.has(variable)) return readParameter(lowering, variable) ?? lowering.read(variable, js)
  const isOwn =
    scope === lowering.frame.scope && (lowering.scope === scope || lowering.scope.kind !== 'comprehension')
  const check =
    isOwn && scope.kind !== 'module' ? 'bound' : scope.kind === 'module' ? 'globalBound' : 'freeBound'
  return lowering.read(variable, `${lowering.use(check)}(${js}, ${quote(name)})`, level.call)
}

/** The observation, whose length is known; as an array it is made once. */
function readParameter(lowering: Lowering, variable: Variable): Code | undefined {
  if (!lowering.isHostParameter(variable) || lowering.kindOf(variable) !== 'vector') return undefined
  const { entry, parameters } = lowering.target
  const index = parametersOf(entry).positional.findIndex(({ arg }) => arg === variable.name)
  const host = parameters?.[index]
  return code(variable.js, 'vector', level.atom, {
    isSimple: true,
    length: typeof host === 'object' ? host.numbers : undefined,
    tagged: () => {
      if (lowering.frame.scope !== variable.scope) return `${lowering.use('vector')}(${variable.js})`
      lowering.frame.arrays.set(variable, `${variable.js}$array`)
      return `${variable.js}$array`
    },
  })
}

/** The path behind an imported name: `np.linalg.norm`; undefined for anything else. */
export function pathOf(lowering: Lowering, node: ExprNode): string | undefined {
  const parts: string[] = []
  let root = node
  while (root.nodeType === 'Attribute') {
    parts.unshift(root.attr)
    root = root.value
  }
  if (root.nodeType !== 'Name' || lowering.find(root.id)) return undefined
  const path = lowering.target.scopes.imports.get(root.id)
  return path === undefined || path === '~' ? undefined : [path, ...parts].join('.')
}

/** The runtime's name of a module's function, or undefined. */
export function helperOf(path: string): string | undefined {
  const helper = functionPath(path).replaceAll('.', '_')
  return /^(np|math|random)_/.test(helper) && hasHelper(helper) ? helper : undefined
}

/** What stands behind a path, as a value. @throws Refusal where it is not there */
export function moduleValue(lowering: Lowering, path: string, node: ExprNode): Code {
  if (path === '~') return code('null', 'none')
  if (path.startsWith('!')) importError(path.slice(1).split('.')[0] as string, node)
  const constant = moduleConstants[path]
  if (constant !== undefined) return lowering.float(constant)
  if (path === 'np.newaxis') return code('null', 'none')
  const type = numpyTypes[path]
  if (type !== undefined) return code(lowering.use(type), 'any')
  const helper = helperOf(path)
  if (helper === undefined || path.startsWith('math.'))
    return unsupported(
      `${path} is not supported${path.startsWith('math.') && helper ? ' as a value' : ''}`,
      node,
    )
  if (path.startsWith('np.')) {
    lowering.use('asarray')
    lowering.use('elementwise')
  }
  return code(lowering.use(helper), 'any')
}
