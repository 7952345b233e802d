import { condition, negate, type Place } from './convert.ts'
import type { Interpreter } from './interpreter.ts'
import { bool, known, undefinedValue } from './kinds.ts'
import { Refused } from './refused.ts'
import type { Filtered, Value } from './values.ts'

/** A method of what `filter` left: it is called for each element where that one's condition holds. */
export function callFiltered(
  interpreter: Interpreter,
  items: readonly Filtered[],
  name: string,
  args: readonly Value[],
  place: Place,
): Value {
  const { flow } = interpreter
  const f = args[0] ?? undefinedValue
  // The index among those that were kept is not known, so that a function may not ask for it.
  const passed = (...values: Value[]): Value =>
    interpreter.call(f, [...values, { kind: 'poison' }, { kind: 'poison' }], place)
  switch (name) {
    case 'reduce': {
      let sum = args[1]
      if (args.length < 2 || !sum)
        throw new Refused('a filtered array is reduced without a first value', place)
      for (const { value, condition: is } of items) {
        const before: Value = flow.keep(sum)
        sum = flow.choose(
          bool(is),
          () => passed(before, value),
          () => before,
        )
      }
      return sum
    }
    case 'forEach':
      for (const { value, condition: is } of items)
        flow.choose(
          bool(is),
          () => {
            passed(value)
            return undefinedValue
          },
          () => undefinedValue,
        )
      return undefinedValue
    case 'map':
      return {
        kind: 'filtered',
        items: items.map(({ value, condition: is }) => ({
          value: flow.keep(
            flow.choose(
              bool(is),
              () => passed(value),
              () => known(0),
            ),
          ),
          condition: is,
        })),
      }
    case 'some':
    case 'every': {
      const go = (index: number): Value => {
        const item = items[index]
        if (!item) return known(name === 'every')
        const holds = flow.choose(
          bool(item.condition),
          () => condition(passed(item.value), place),
          () => known(name === 'every'),
        )
        const is = condition(holds, place)
        return flow.choose(
          name === 'every' ? negate(is) : is,
          () => known(name === 'some'),
          () => go(index + 1),
        )
      }
      return go(0)
    }
  }
  throw new Refused(`.${name}() of a filtered array is called`, place)
}
