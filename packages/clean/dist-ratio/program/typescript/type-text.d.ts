/**
 * Where TypeScript's types end, by their characters: enough to skip them, nothing more. Every function takes
 * the offset where its part begins and returns the one behind it, or -1 where there is no such part.
 */
/** Behind white space and comments. */
export declare function skipSpace(code: string, at: number): number;
/** The word that begins at an offset, `''` where none does. */
export declare function wordAt(code: string, at: number): string;
/** Behind the bracket that closes the one at `at`, within `maxLength` characters. */
export declare function bracketEnd(code: string, at: number, maxLength?: number): number;
/** Whether a colon of a condition follows at this depth of brackets. */
export declare function hasColonAhead(code: string, start: number): boolean;
/** Behind a type. */
export declare function typeEnd(code: string, start: number, depth?: number): number;
/** Behind `<...>`: type arguments, or type parameters with bounds and defaults. */
export declare function anglesEnd(code: string, start: number, depth?: number): number;
//# sourceMappingURL=type-text.d.ts.map