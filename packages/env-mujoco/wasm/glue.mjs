/**
 * The glue that comes with MuJoCo's wasm, made to run wherever wasm does: it no longer asks where it runs, fetches
 * nothing (the caller hands the instance in by `instantiateWasm`), and calls C++ through closures where it made functions
 * from text, so that a page needs no `unsafe-eval` and workerd runs it.
 *
 * @param {string} text mujoco.js
 * @returns {string}
 */
export function portable(text) {
  let glue = text
  /** From the first text to the second, which stays. */
  const cut = (/** @type {string} */ from, /** @type {string} */ to, replacement = '') => {
    const start = glue.indexOf(from)
    const end = glue.indexOf(to, start + from.length)
    if (start < 0 || end < 0 || glue.indexOf(from, start + 1) >= 0)
      throw new Error(`MuJoCo's glue is another one: it does not hold, once, ${JSON.stringify(from)}`)
    glue = glue.slice(0, start) + replacement + glue.slice(end)
  }
  const anywhere = `var ENVIRONMENT_IS_WEB = true;
var ENVIRONMENT_IS_WORKER = false;
var ENVIRONMENT_IS_NODE = false;
var ENVIRONMENT_IS_SHELL = false;
`
  cut('var ENVIRONMENT_IS_WEB', '// --pre-jses', anywhere)
  cut('var _scriptName = import.meta.url;', 'function locateFile', "var scriptDirectory = '';\n")
  cut('var readAsync, readBinary;', 'var out = console.log', 'var readAsync, readBinary;\n')
  cut('// Use bundler-friendly', 'function getBinarySync', '}\n')
  const call = `${directInvoker}
      return createNamedFunction(humanName, directInvoker(argTypes, isClassMethodFunc, needsDestructorStack, cppInvokerFunc,
        cppTargetFunc, runDestructors, (count) => checkArgCount(count, minArgs, expectedArgCount, humanName, throwBindingError)));
    }
`
  cut('let [args, invokerFnBody] = createJsInvoker', 'var heap32VectorToArray', call)
  cut('function createJsInvoker', 'function getRequiredArgCount')
  const caller = `${directMethodCaller}
      var invokerFunction = directMethodCaller(retType, types, kind, emval_returnValue);
      `
  cut('var functionBody =', 'var functionName = `methodCaller', caller)
  return glue
}

/** What embind's `createJsInvoker` writes as text for one bound function, as a closure. */
function directInvoker(argTypes, isMethod, needsStack, invoker, target, runDestructors, checkCount) {
  const [result, self, ...types] = argTypes
  const [first, second] = types
  const returns = result.name !== 'void'
  const leaves = (type) => type?.destructorFunction != null
  // What is called thousands of times a second: mj_step(model, data). What is missing or too much is no pointer, and refused so.
  if (!needsStack && !isMethod && types.length === 2 && !types.some(leaves))
    return (a, b) => {
      const value = invoker(target, first.toWireType(null, a), second.toWireType(null, b))
      return returns ? result.fromWireType(value) : undefined
    }
  return function (...given) {
    checkCount(given.length)
    const destructors = needsStack ? [] : null
    const wired = isMethod ? [self.toWireType(destructors, this)] : []
    for (let index = 0; index < types.length; index++)
      wired.push(types[index].toWireType(destructors, given[index]))
    const value = invoker(target, ...wired)
    if (needsStack) runDestructors(destructors)
    else
      (isMethod ? [self, ...types] : types).forEach((type, index) => {
        if (leaves(type)) type.destructorFunction(wired[index])
      })
    return returns ? result.fromWireType(value) : undefined
  }
}

/** What embind's `__emval_get_method_caller` writes as text, as a closure; kind 0 calls a function, 1 a constructor. */
function directMethodCaller(result, types, kind, toResult) {
  return (object, func, destructors, args) => {
    let at = args
    const given = types.map((type) => {
      const value = type.readValueFromPointer(at)
      at += type.argPackAdvance
      return value
    })
    const value = kind === 1 ? new func(...given) : func.call(...(kind === 0 ? [object] : []), ...given)
    return result.isVoid ? undefined : toResult(result, destructors, value)
  }
}
