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
  return () => {
    const given = realm.givePacked(input)
    const main = realm.checked(machine.evaluate(`${head}${source}${tail}`, fileName))
    const value = machine.call(main, [given])
    machine.free(main)
    machine.free(given)
    return value
  }
}
