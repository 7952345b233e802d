import type { Broken } from '../program/unit.ts';
import type { Candidate } from './candidates.ts';
/** What the caller said of the function that is meant. */
export interface Wanted {
    readonly names: readonly string[];
    readonly params: readonly string[] | undefined;
}
/** One thing to choose: a function, or code that would have been one. */
export interface Choice {
    readonly names: readonly string[];
    readonly owner: string | undefined;
    readonly params: readonly string[];
    /** How many of the parameters must be given. */
    readonly required: number;
    readonly returns: boolean;
    readonly isExcerpt: boolean;
    readonly isRoot: boolean;
    /** Order in the response. */
    readonly order: number;
    readonly candidate?: Candidate;
    readonly broken?: Broken;
}
/** The choice that is meant. */
export declare function choose(choices: readonly Choice[], wanted: Wanted): Choice | undefined;
/** What is known of a function that parses. */
export declare function choiceOf(candidate: Candidate, users: ReadonlyMap<string, readonly Candidate[]>, order: number): Choice;
/** What is known of code that doesn't parse, from its first lines. */
export declare function brokenChoice(broken: Broken, order: number): Choice | undefined;
/** Whether a choice was told by what was asked for, not only by where it stands. */
export declare function isCertain(choice: Choice, wanted: Wanted): boolean;
//# sourceMappingURL=choose.d.ts.map