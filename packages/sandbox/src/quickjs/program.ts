import type { SandboxError } from '../errors.ts'
import { parseError } from './definition.ts'
import { fileName, type Subject } from './failure.ts'
import type { Realm } from './realm.ts'
import type { Packed } from './values.ts'

const head = '(async (input) => {'
const tail = '\n})'

/** A program as errors speak of it. */
export function programSubject(original: string): Subject {
  return { entry: 'The program', original, columnOffset: head.length, isProgram: true }
}

/** Why a program does not parse; `undefined` where it does. What closes the function around it does not parse either. */
export function programError(realm: Realm, source: string, original: string): SandboxError | undefined {
  const around = 'async function _(input){'
  const subject = { ...programSubject(original), columnOffset: around.length }
  return parseError(realm, subject, realm.options, `${around}${source}\n}`)
}

/** What starts a program that parses, within a crossing. */
export function programStart(realm: Realm, source: string, input: Packed): () => number {
  const { machine } = realm
  const wanted = polyfillsFor(realm, source)
  return () => {
    for (const text of wanted) machine.free(realm.checked(machine.evaluate(text, 'polyfill.js')))
    const given = realm.givePacked(input)
    const main = realm.checked(machine.evaluate(`${head}${source}${tail}`, fileName))
    const value = machine.call(main, [given])
    machine.free(main)
    machine.free(given)
    return value
  }
}

const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu

/** The scripts that a program may need, by the names that stand in it. */
function polyfillsFor({ polyfills }: Realm, source: string): readonly string[] {
  const words = new Set(source.match(word))
  return polyfills.filter(({ names }) => names.some((name) => words.has(name))).map(({ text }) => text)
}
