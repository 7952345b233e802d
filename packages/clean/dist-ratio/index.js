export { CleanError } from './clean-error.js';
export { cleanProgram } from './clean-program.js';
export { cleanResponse } from './clean-response.js';
export { createCleaner } from './cleaner.js';
export { eraseTypes } from './erase-types.js';
//# sourceMappingURL=index.js.map