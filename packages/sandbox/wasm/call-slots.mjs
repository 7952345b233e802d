import binaryen from 'binaryen'

const { i32, i64 } = binaryen
const undefinedValue = 3n << 32n

/**
 * Adds `call_slots(context, function, count, slots) -> tag` to QuickJS's wasm: calls a function with what lies in the
 * `count` slots of eight bytes after the first one, which takes the result. QTS_Call does the same by way of a pointer
 * for each argument and an allocation for the result.
 *
 * @param caller the name under which QTS_Call is exported
 */
export function addCallSlots(module, caller) {
  const { value } = binaryen.getExportInfo(module.getExport(caller))
  const { body } = binaryen.getFunctionInfo(module.getFunction(value))
  const callees = [...binaryen.emitText(body).matchAll(/\(call \$(\w+)/g)]
    .map(([, name]) => name)
    .filter((name) => binaryen.getFunctionInfo(module.getFunction(name)).results === i64)
  if (callees.length !== 1)
    throw new Error(`QTS_Call makes ${callees.length} calls that give a value, 1 was expected`)

  const [context, fn, count, slots, result] = [0, 1, 2, 3, 4]
  const get = (index) => module.local.get(index, i32)
  const called = module.call(
    callees[0],
    [
      get(context),
      module.i64.load(0, 8, get(fn)),
      module.i64.const(undefinedValue),
      get(count),
      module.i32.add(get(slots), module.i32.const(8)),
    ],
    i64,
  )
  const tag = module.i64.shr_u(module.local.get(result, i64), module.i64.const(32n))
  module.addFunction(
    'call_slots',
    binaryen.createType([i32, i32, i32, i32]),
    i32,
    [i64],
    module.block(
      null,
      [module.i64.store(0, 8, get(slots), module.local.tee(result, called, i64)), module.i32.wrap(tag)],
      i32,
    ),
  )
  module.addFunctionExport('call_slots', 'call_slots')
}
