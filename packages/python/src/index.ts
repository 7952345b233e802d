export { type LowerOptions, lowerPython } from './lower-python.ts'
export { PythonError, type PythonErrorCode } from './python-error.ts'
