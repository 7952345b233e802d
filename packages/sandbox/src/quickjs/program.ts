import { fileName, parseOnly, type Subject } from './failure.ts'
import { GuestThrow, Refused } from './guest-throw.ts'
import type { Realm } from './realm.ts'
import type { Packed } from './values.ts'

const head = '(async (input) => {'
const tail = '\n})'

/** A program as errors speak of it. */
export function programSubject(original: string): Subject {
  return { entry: 'The program', original, columnOffset: head.length, isProgram: true }
}

/** What starts a program, within a crossing. @throws GuestThrow where it does not parse */
export function programStart(realm: Realm, source: string, input: Packed): () => number {
  const { machine } = realm
  const wanted = polyfillsFor(realm, source)
  return () => {
    for (const text of wanted) machine.free(realm.checked(machine.evaluate(text, 'polyfill.js')))
    const given = realm.givePacked(input)
    const main = parsed(realm, source)
    const value = machine.call(main, [given])
    machine.free(main)
    machine.free(given)
    return value
  }
}

/** The function around a program. To make it runs nothing, so that what is thrown is about how it is written. */
function parsed(realm: Realm, source: string): number {
  const { machine } = realm
  const text = `${head}${source}${tail}`
  const main = asParsing(() => realm.checked(machine.evaluate(text, fileName)))
  const own = realm.checked(machine.call(machine.at.source, [main]))
  // What closes the function around it does not parse by itself, and says why.
  if (machine.stringOf(own) !== text.slice(1, -1)) {
    const alone = `async function _(input){${source}\n}`
    machine.free(asParsing(() => realm.checked(machine.evaluate(alone, fileName, parseOnly))))
    throw new Refused('text that ends the function around it')
  }
  machine.free(own)
  return main
}

function asParsing(evaluate: () => number): number {
  try {
    return evaluate()
  } catch (error) {
    throw error instanceof GuestThrow ? new GuestThrow(error.thrown, true) : error
  }
}

const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu

/** The scripts that a program may need, by the names that stand in it. */
function polyfillsFor({ polyfills }: Realm, source: string): readonly string[] {
  const words = new Set(source.match(word))
  return polyfills.filter(({ names }) => names.some((name) => words.has(name))).map(({ text }) => text)
}
