import { searchProgram } from './choice/program.ts'
import type { CleanedProgram } from './choice/program-source.ts'
import { readResponse } from './choice/reading.ts'
import { mayHoldProgram } from './response/languages.ts'

/**
 * Finds the one program that a model meant, in any response: as it stands or in whatever it stands in, in JavaScript or
 * TypeScript. Several blocks count together where the last one uses what those before it declare. A program that is only
 * a function (or declares one that nothing calls) is made to call it, with a warning.
 *
 * @throws CleanError and nothing else
 */
export function cleanProgram(response: string): CleanedProgram {
  return readResponse(response, { subject: 'program', mayHold: mayHoldProgram, find: searchProgram })
}
