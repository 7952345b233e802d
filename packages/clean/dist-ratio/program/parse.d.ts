import { Edits } from './edits.ts';
import type { Node } from './node.ts';
/** Where and why a text doesn't parse; `position` is an offset into it. */
export interface ParseFailure {
    readonly message: string;
    readonly position: number;
    /** How far the parser had read. */
    readonly reached: number;
}
/** Statements up to the first that doesn't parse. */
interface Parsed {
    readonly body: Node[];
    readonly failure?: ParseFailure;
    /** What makes plain JavaScript of TypeScript. */
    readonly edits?: Edits;
}
/** A whole text as JavaScript. */
export interface Plain {
    /** The text without its types, line for line. */
    readonly plain: string;
    readonly body: readonly Node[];
    /** Whether it had types. */
    readonly typescript: boolean;
}
/** Tokens that all readings of one response may read together: a bound on the time that hostile text can take. */
export interface Budget {
    tokens: number;
    /** What whole texts were read as: several views of a response look at the same text. */
    readonly known?: Map<string, Parsed>;
}
/** A budget in proportion to a response, enough to read it whole two or three times. */
export declare function budgetFor(length: number): Budget;
/** Reads statements from `from` until the text ends or one doesn't parse. */
export declare function parseStatements(code: string, typescript: boolean, budget: Budget, from?: number): Parsed;
/** The whole text as JavaScript, else as TypeScript without its types; else the failure of the reading that came further. */
export declare function parsePlain(code: string, budget: Budget): Plain | ParseFailure;
/** The last check: what leaves is a script that an engine reads. */
export declare function checkScript(source: string): ParseFailure | undefined;
/** As `checkScript`, of a program with `await` and `return` outside of any function. */
export declare function checkProgram(source: string): ParseFailure | undefined;
export {};
//# sourceMappingURL=parse.d.ts.map