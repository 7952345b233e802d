import { type Budget, type ParseFailure } from './parse.ts';
/** Code that was found between prose. */
export interface Salvaged {
    /** The text with everything but the code blanked, line for line; undefined when there was none. */
    readonly code?: string;
    /** Code that doesn't parse, in order. */
    readonly broken: readonly BrokenCode[];
}
/** Where code begins that doesn't parse, and why. */
interface BrokenCode {
    readonly start: number;
    readonly failure: ParseFailure;
}
/** Whether a line is a sentence, a bullet or a heading, and not code. */
export declare function isProse(line: string): boolean;
/**
 * Reads a text statement by statement, leaving out the lines that are no code. Code that doesn't parse is
 * told apart from prose by how it begins.
 *
 * @param isLoose whether prose is to be expected; otherwise any line that doesn't parse counts as broken code
 */
export declare function salvage(text: string, isLoose: boolean, budget: Budget): Salvaged;
export {};
//# sourceMappingURL=salvage.d.ts.map