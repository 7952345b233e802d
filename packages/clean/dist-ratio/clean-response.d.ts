import type { CleanedCode } from '@gencode/contract/types';
import { type Found } from './choice/search.ts';
/** Which function is meant. */
export interface CleanOptions {
    /** The name or names that were asked for, the most wanted first; a nameless function gets the first. */
    readonly entry?: string | readonly string[] | undefined;
    /** The names of the parameters that were asked for. */
    readonly params?: readonly string[] | undefined;
}
/**
 * Finds the one function that a model meant, in any response: in fences, tags, JSON, prose, a diff; in
 * JavaScript or TypeScript; with what it needs from other blocks.
 *
 * @returns plain JavaScript that evaluates with nothing imported or exported, each line where the model wrote it
 * @throws CleanError and nothing else, a response that is no string included
 */
export declare function cleanResponse(response: string, options?: CleanOptions): CleanedCode;
/** As `cleanResponse`, with what is known of the result. */
export declare function findFunction(response: string, options?: CleanOptions): Found;
//# sourceMappingURL=clean-response.d.ts.map