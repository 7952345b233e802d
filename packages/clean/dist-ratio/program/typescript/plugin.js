import { arrows } from './arrows.js';
import { classes } from './classes.js';
import { declarations } from './declarations.js';
import { expressions } from './expressions.js';
import { functions } from './functions.js';
import { importsAndExports } from './imports-and-exports.js';
import { skipping } from './skipping.js';
/**
 * A plugin for acorn that skips types by their characters while it parses the JavaScript around them, and
 * notes in `edits` what must change for the text to be plain JavaScript. Enums and namespaces become objects.
 */
export function typescript(Base) {
    const parts = [skipping, functions, arrows, expressions, classes, declarations, importsAndExports];
    return parts.reduce((Parser, part) => part(Parser), Base);
}
//# sourceMappingURL=plugin.js.map