// Python's exceptions. Their `name` is Python's class, so that a sandbox's report reads as CPython's last line.

const parents = {
  Exception: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  ArithmeticError: 'Exception',
  ZeroDivisionError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  FloatingPointError: 'ArithmeticError',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  ValueError: 'Exception',
  AxisError: 'ValueError',
  LinAlgError: 'ValueError',
  TypeError: 'Exception',
  UFuncTypeError: 'TypeError',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  AttributeError: 'Exception',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  AssertionError: 'Exception',
  StopIteration: 'Exception',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  MemoryError: 'Exception',
  OSError: 'Exception',
  Warning: 'Exception',
  UserWarning: 'Warning',
  DeprecationWarning: 'Warning',
  RuntimeWarning: 'Warning',
}

class PyError extends Error {
  constructor(type, message, args) {
    super(message)
    this.name = type
    this.args = args ?? [message]
  }
}
PyError.prototype.K = 'exc'

function raise(type, message) {
  throw new PyError(type, message)
}

const isSubclass = (name, of) => {
  for (let each = name; each; each = parents[each]) if (each === of) return true
  return false
}

// The class of an exception as a value: called, it makes one.
const exception = (name) => {
  // A KeyError shows its key as it is written.
  const only = name === 'KeyError' ? repr : str
  const make = (...args) =>
    new PyError(name, args.length === 0 ? '' : args.length === 1 ? only(args[0]) : repr(new Tup(args)), args)
  make.exceptionName = name
  return make
}

// What JavaScript throws where its stack ends.
const isOverflow = (error) => error instanceof RangeError || error?.name === 'InternalError'

const caught = (error, type) => {
  if (type instanceof Tup) return type.items.some((each) => caught(error, each))
  if (error instanceof PyError) return isSubclass(error.name, type.exceptionName)
  return isOverflow(error) && isSubclass('RecursionError', type.exceptionName)
}
const thrown = (error) =>
  error instanceof PyError ? error : new PyError('RecursionError', 'maximum recursion depth exceeded')
const toThrow = (value) =>
  value instanceof PyError
    ? value
    : typeof value === 'function' && value.exceptionName
      ? value()
      : new PyError('TypeError', 'exceptions must derive from BaseException')

const bound = (value, name) =>
  value === undefined
    ? raise(
        'UnboundLocalError',
        `cannot access local variable '${name}' where it is not associated with a value`,
      )
    : value
const globalBound = (value, name) =>
  value === undefined ? raise('NameError', `name '${name}' is not defined`) : value
const freeBound = (value, name) =>
  value === undefined
    ? raise(
        'NameError',
        `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
      )
    : value
