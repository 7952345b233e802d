import type { Block } from './dependencies.ts';
/** A whole program as plain JavaScript; it may `await` and `return` outside of any function. */
export interface CleanedProgram {
    /** `original` line for line as plain JavaScript: nothing imported, nothing exported, types erased. */
    readonly source: string;
    /** The code unwrapped from the response; joined blocks one after another. Errors speak in its lines. */
    readonly original: string;
    /** Line of `original` (index 0 is line 1) -> one-based line of the response. */
    readonly lineMap: readonly number[];
    /** What was passed over or repaired, as sentences. */
    readonly warnings: readonly string[];
}
/** Joins blocks to one program whose result is what `main` returns. */
export declare function assembleProgram(blocks: readonly Block[], main: Block, warnings: string[]): CleanedProgram;
//# sourceMappingURL=program-source.d.ts.map