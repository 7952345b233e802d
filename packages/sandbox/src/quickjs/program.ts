import type { SandboxError } from '../errors.ts'
import { parseError } from './definition.ts'
import { fileName, type Subject } from './failure.ts'
import { GuestRun, type GuestRunOptions } from './guest-run.ts'
import type { Realm } from './realm.ts'

const head = '(async (input) => {'
const tail = '\n})'

/** A program as errors speak of it. */
function programSubject(original: string): Subject {
  return { entry: 'The program', original, columnOffset: head.length, isProgram: true }
}

/** Why a program does not parse; `undefined` where it does. What closes the function around it does not parse either. */
export function programError(realm: Realm, source: string, original: string): SandboxError | undefined {
  const around = 'async function _(input){'
  const subject = { ...programSubject(original), columnOffset: around.length }
  return parseError(realm, subject, realm.options, `${around}${source}\n}`)
}

/** The run of a program that parses: fresh, with `await` and `return` at its top level. */
export function programRun(
  realm: Realm,
  source: string,
  original: string,
  input: unknown,
  options: Pick<GuestRunOptions, 'timeoutMs' | 'answer'>,
): GuestRun {
  const { machine } = realm
  return new GuestRun({
    ...options,
    realm,
    subject: programSubject(original),
    prepare: () => realm.clear(),
    start: () => {
      const given = realm.give(input)
      const main = realm.checked(machine.evaluate(`${head}${source}${tail}`, fileName))
      const value = machine.call(main, [given])
      machine.free(main)
      machine.free(given)
      return value
    },
    read: (value) => {
      const taken = realm.take(value)
      machine.free(value)
      return taken
    },
  })
}
