import type { CleanedProgram } from './choice/program-source.ts';
/**
 * Finds the one program that a model meant, in any response: as it stands or in whatever it stands in, in JavaScript or
 * TypeScript. Several blocks count together where the last one uses what those before it declare. A program that is only
 * a function (or declares one that nothing calls) is made to call it, with a warning.
 *
 * @throws CleanError and nothing else
 */
export declare function cleanProgram(response: string): CleanedProgram;
//# sourceMappingURL=clean-program.d.ts.map