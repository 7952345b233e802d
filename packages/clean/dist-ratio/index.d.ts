export type { CleanedProgram } from './choice/program-source.ts';
export { CleanError, type CleanErrorCode, type CleanErrorOptions } from './clean-error.ts';
export { cleanProgram } from './clean-program.ts';
export { type CleanOptions, cleanResponse } from './clean-response.ts';
export { type Cleaner, createCleaner } from './cleaner.ts';
export { eraseTypes } from './erase-types.ts';
//# sourceMappingURL=index.d.ts.map