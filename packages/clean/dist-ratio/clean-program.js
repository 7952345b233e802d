import { searchProgram } from './choice/program.js';
import { readResponse } from './choice/reading.js';
import { mayHoldProgram } from './response/languages.js';
/**
 * Finds the one program that a model meant, in any response: as it stands or in whatever it stands in, in JavaScript or
 * TypeScript. Several blocks count together where the last one uses what those before it declare. A program that is only
 * a function (or declares one that nothing calls) is made to call it, with a warning.
 *
 * @throws CleanError and nothing else
 */
export function cleanProgram(response) {
    return readResponse(response, { subject: 'program', mayHold: mayHoldProgram, find: searchProgram });
}
//# sourceMappingURL=clean-program.js.map