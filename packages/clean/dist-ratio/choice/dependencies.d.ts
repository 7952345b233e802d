import type { Unit } from '../program/unit.ts';
import { type Candidate, type Item } from './candidates.ts';
/** One block of the response with its statements. */
export interface Block {
    readonly unit: Unit;
    readonly items: readonly Item[];
    readonly candidates: readonly Candidate[];
    /** Its place among the pieces of the response. */
    readonly order: number;
}
/** The statements that a function needs, and the names that nothing declares. */
export interface Needs {
    readonly items: ReadonlySet<Item>;
    readonly missing: ReadonlySet<string>;
}
/** What a candidate needs: what it uses, what that uses, and the statements that fill or change those. */
export declare function needsOf(candidate: Candidate, blocks: readonly Block[]): Needs;
//# sourceMappingURL=dependencies.d.ts.map