/** Numbers of the modules. */
export const moduleConstants: Readonly<Record<string, number>> = {
  'np.pi': Math.PI,
  'np.e': Math.E,
  'np.inf': Number.POSITIVE_INFINITY,
  'np.nan': Number.NaN,
  'np.euler_gamma': 0.5772156649015329,
  'math.pi': Math.PI,
  'math.e': Math.E,
  'math.tau': 2 * Math.PI,
  'math.inf': Number.POSITIVE_INFINITY,
  'math.nan': Number.NaN,
}

/** Types of numpy, by the runtime's names. */
export const numpyTypes: Readonly<Record<string, string>> = {
  'np.float64': 't_float64',
  'np.double': 't_float64',
  'np.float32': 't_float32',
  'np.single': 't_float32',
  'np.int64': 't_int64',
  'np.int32': 't_int64',
  'np.int_': 't_int64',
  'np.bool_': 't_bool_',
  'np.bool': 't_bool_',
  'np.ndarray': 't_ndarray',
  'np.number': 't_number',
  'np.floating': 't_floating',
  'np.integer': 't_integer',
}

/** Second names of numpy's functions. */
const aliases: Readonly<Record<string, string>> = {
  absolute: 'abs',
  acos: 'arccos',
  acosh: 'arccosh',
  amax: 'max',
  amin: 'min',
  around: 'round',
  asin: 'arcsin',
  asinh: 'arcsinh',
  atan: 'arctan',
  atan2: 'arctan2',
  atanh: 'arctanh',
  concat: 'concatenate',
  deg2rad: 'radians',
  permute_dims: 'transpose',
  pow: 'power',
  rad2deg: 'degrees',
  'random.random_sample': 'random.random',
  'random.ranf': 'random.random',
  remainder: 'mod',
  true_divide: 'divide',
}
/** The function that a path means, by the name that it has here. */
export function functionPath(path: string): string {
  const [module, ...rest] = path.split('.')
  const name = rest.join('.')
  return module === 'np' && Object.hasOwn(aliases, name) ? `np.${aliases[name]}` : path
}

const reduction = ['a', 'axis', 'dtype', 'out', 'keepdims']
const extreme = ['a', 'axis', 'out', 'keepdims']
const spread = ['a', 'axis', 'dtype', 'out', 'ddof', 'keepdims']

/** Parameters of functions that are called by name, in the runtime's order; the others' are positional alone. */
export const signatures: Readonly<Record<string, readonly string[]>> = {
  'np.sum': reduction,
  'np.prod': reduction,
  'np.mean': reduction,
  'np.average': ['a', 'axis', 'weights'],
  'np.max': extreme,
  'np.min': extreme,
  'np.std': spread,
  'np.var': spread,
  'np.median': ['a', 'axis', 'out', 'overwrite_input', 'keepdims'],
  'np.any': extreme,
  'np.all': extreme,
  'np.argmax': ['a', 'axis'],
  'np.argmin': ['a', 'axis'],
  'np.ptp': ['a', 'axis'],
  'np.count_nonzero': ['a', 'axis'],
  'np.cumsum': ['a', 'axis'],
  'np.cumprod': ['a', 'axis'],
  'np.nansum': ['a', 'axis'],
  'np.nanmean': ['a', 'axis'],
  'np.nanmax': ['a', 'axis'],
  'np.nanmin': ['a', 'axis'],
  'np.percentile': ['a', 'q', 'axis'],
  'np.quantile': ['a', 'q', 'axis'],
  'np.linalg.norm': ['x', 'ord', 'axis', 'keepdims'],
  'np.round': ['a', 'decimals'],
  'np.clip': ['a', 'a_min', 'a_max'],
  'np.isclose': ['a', 'b', 'rtol', 'atol'],
  'np.allclose': ['a', 'b', 'rtol', 'atol'],
  'np.nan_to_num': ['x', 'copy', 'nan', 'posinf', 'neginf'],
  'np.array': ['object', 'dtype'],
  'np.asarray': ['a', 'dtype'],
  'np.zeros': ['shape', 'dtype'],
  'np.ones': ['shape', 'dtype'],
  'np.empty': ['shape', 'dtype'],
  'np.full': ['shape', 'fill_value', 'dtype'],
  'np.zeros_like': ['a', 'dtype'],
  'np.ones_like': ['a', 'dtype'],
  'np.empty_like': ['a', 'dtype'],
  'np.full_like': ['a', 'fill_value', 'dtype'],
  'np.arange': ['start', 'stop', 'step', 'dtype'],
  'np.linspace': ['start', 'stop', 'num', 'endpoint'],
  'np.concatenate': ['arrays', 'axis'],
  'np.stack': ['arrays', 'axis'],
  'np.expand_dims': ['a', 'axis'],
  'np.select': ['condlist', 'choicelist', 'default'],
  'np.interp': ['x', 'xp', 'fp'],
  'np.trapezoid': ['y', 'x', 'dx'],
  'np.random.uniform': ['low', 'high', 'size'],
  'np.random.normal': ['loc', 'scale', 'size'],
  'np.random.random': ['size'],
  'np.random.standard_normal': ['size'],
  'np.random.randint': ['low', 'high', 'size'],
  'np.random.seed': ['seed'],
  'math.isclose': ['a', 'b', 'rel_tol', 'abs_tol'],
}
/** Second names of parameters. */
export const parameterAliases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'np.clip': { min: 'a_min', max: 'a_max' },
}

/** The same of methods; what a method's own array is has no name. */
export const methodSignatures: Readonly<Record<string, readonly string[]>> = {
  sum: reduction.slice(1),
  prod: reduction.slice(1),
  mean: reduction.slice(1),
  max: extreme.slice(1),
  min: extreme.slice(1),
  any: extreme.slice(1),
  all: extreme.slice(1),
  std: spread.slice(1),
  var: spread.slice(1),
  argmax: ['axis'],
  argmin: ['axis'],
  cumsum: ['axis'],
  ptp: ['axis'],
  clip: ['min', 'max'],
  round: ['decimals'],
  astype: ['dtype'],
  split: ['sep', 'maxsplit'],
  replace: ['old', 'new', 'count'],
}

/** The arguments of built-in functions that may be given by their names. */
export const builtinSignatures: Readonly<Record<string, readonly string[]>> = {
  enumerate: ['iterable', 'start'],
  pow: ['base', 'exp', 'mod'],
  round: ['number', 'ndigits'],
  sum: ['iterable', 'start'],
}

/** Functions of numpy of one number, as JavaScript's Math names them. */
export const unaryMath: Readonly<Record<string, string>> = {
  arccos: 'acos',
  arccosh: 'acosh',
  arcsin: 'asin',
  arcsinh: 'asinh',
  arctan: 'atan',
  arctanh: 'atanh',
  cbrt: 'cbrt',
  cos: 'cos',
  cosh: 'cosh',
  exp: 'exp',
  expm1: 'expm1',
  log: 'log',
  log10: 'log10',
  log1p: 'log1p',
  log2: 'log2',
  sin: 'sin',
  sinh: 'sinh',
  sqrt: 'sqrt',
  tan: 'tan',
  tanh: 'tanh',
}
