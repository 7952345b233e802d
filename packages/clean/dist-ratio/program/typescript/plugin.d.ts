import type { ParserClass } from '../parser-class.ts';
/**
 * A plugin for acorn that skips types by their characters while it parses the JavaScript around them, and
 * notes in `edits` what must change for the text to be plain JavaScript. Enums and namespaces become objects.
 */
export declare function typescript(Base: ParserClass): ParserClass;
//# sourceMappingURL=plugin.d.ts.map