/** The name under which model-written code finds the numeric helpers. */
export const helperName = 'np'

/** The members of `np`, the numeric helpers inside the sandbox; a dot marks a nested namespace. */
export const helperMembers: readonly string[] = [
  'abs',
  'exp',
  'log',
  'sqrt',
  'sin',
  'cos',
  'tanh',
  'clip',
  'sum',
  'mean',
  'std',
  'min',
  'max',
  'dot',
  'linalg.norm',
  'array',
  'zeros',
  'ones',
  'linspace',
  'square',
  'power',
  'sign',
  'maximum',
  'minimum',
  'argmax',
  'where',
  'pi',
  'inf',
]

/** Modules that a model may import; each stands for `np`. */
export const helperModules: readonly string[] = [
  'numpy',
  'np',
  'numjs',
  'numpy-ts',
  'numeric',
  'mathjs',
  'math',
  'ml-matrix',
]
