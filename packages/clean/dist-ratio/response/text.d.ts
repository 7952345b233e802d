/** A text that was unwrapped from the response, and where each of its lines stood there. */
export interface Text {
    readonly value: string;
    /** One-based line of the response, per line of `value`. */
    readonly lines: readonly number[];
}
/** The whole response. */
export declare function textOf(value: string): Text;
/** A text of chosen lines. */
export declare function textOfLines(lines: readonly string[], numbers: readonly number[]): Text;
/** A part of a text, by offsets. */
export declare function slice(text: Text, start: number, end: number): Text;
/** The same lines, written otherwise; `value` has as many lines as `text`. */
export declare function rewritten(text: Text, value: string): Text;
/** How many line breaks stand before an offset. */
export declare function countLines(value: string, end: number): number;
/** One-based line and column of an offset. */
export declare function placeOf(value: string, offset: number): {
    line: number;
    column: number;
};
/** Where each line begins. */
export declare function lineStarts(value: string): number[];
/** The index of the last of ascending numbers that is at most `limit`; -1 where none is. */
export declare function lastAtMost(numbers: readonly number[], limit: number): number;
/** The line breaks of a text alone. */
export declare function lineBreaks(value: string): string;
/** Line of the response for each offset, in ascending order, into a text. */
export declare function linesAt(text: Text, offsets: readonly number[]): number[];
//# sourceMappingURL=text.d.ts.map