/** Where a mark begins from an offset on; the end of the code where there is none. */
export declare function until(code: string, mark: string, from: number): number;
/** Behind the string that begins with `quote` at `start`; a line break ends it as well. */
export declare function stringEnd(code: string, start: number, quote: string): number;
/**
 * Behind the template whose text goes on at `start`, or behind a `${` in it.
 *
 * @param openings gets the depth of brackets at which that `${` stands
 */
export declare function templateEnd(code: string, start: number, openings: number[], depth: number): number;
/** Behind white space and comments; an unclosed comment reaches to the end of the code. */
export declare function blankEnd(code: string, from: number): number;
/** Whether a line is only `...` or `…`: code was left out there. */
export declare function isGap(line: string): boolean;
/** Behind the blanks of one line. */
export declare function lineBlankEnd(code: string, from: number): number;
//# sourceMappingURL=scan.d.ts.map