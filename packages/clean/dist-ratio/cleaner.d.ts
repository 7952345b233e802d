import type { CleanedCode } from '@gencode/contract/types';
import { type CleanOptions } from './clean-response.ts';
/** Cleans a response while it streams in. */
export interface Cleaner {
    /** Takes the next piece of the response; returns `complete`. */
    push(chunk: string): boolean;
    /**
     * Whether the block that holds the intended function has closed, outside thinking tags, and misses nothing. A caller
     * may then stop the model; a later correction would be missed. A function is taken for the intended one by its name
     * (the requested one or a reward's) or its parameters; where it has neither, only the response's end tells.
     */
    readonly complete: boolean;
    /** The response so far. */
    readonly text: string;
    /**
     * What `cleanResponse` makes of the response so far.
     *
     * @throws CleanError
     */
    result(): CleanedCode;
}
/** A cleaner that is fed chunks; fed everything, its `result()` equals `cleanResponse`. */
export declare function createCleaner(options?: CleanOptions): Cleaner;
//# sourceMappingURL=cleaner.d.ts.map