/**
 * Where TypeScript's types end, by their characters: enough to skip them, nothing more. Every method takes the offset
 * where its part begins and returns the one behind it, or -1 where there is no such part. What was read once is
 * remembered, so that reading stays linear however often a parser looks ahead.
 */
export declare class TypeReader {
    #private;
    constructor(code: string);
    /** Behind white space and comments. */
    skipSpace(at: number): number;
    /** The word that begins at an offset, `''` where none does. */
    wordAt(at: number): string;
    /** Whether a line ends between two offsets. */
    isSplit(start: number, end: number): boolean;
    /** Behind the bracket that closes the one at `at`. */
    bracketEnd(at: number): number;
    /** Whether a colon of a condition follows at this depth of brackets. */
    hasColonAhead(start: number): boolean;
    /**
     * Behind a type.
     *
     * @param isBound whether it stands behind `extends` in a condition, whose `?` is then not its own
     */
    typeEnd(start: number, depth?: number, isBound?: boolean): number;
    /** Behind `<...>`: type arguments, or type parameters with bounds and defaults. */
    anglesEnd(start: number, depth?: number): number;
}
//# sourceMappingURL=type-reader.d.ts.map