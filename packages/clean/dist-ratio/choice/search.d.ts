import type { CleanedCode } from '@gencode/contract/types';
import { type Budget } from '../program/parse.ts';
import { type Text } from '../response/text.ts';
import { type Wanted } from './choose.ts';
import { type Findings } from './failures.ts';
/** What cleaning found, with what a stream wants to know of it. */
export interface Found {
    readonly code: CleanedCode;
    /** Whether each block that the code came from has ended. */
    readonly isClosed: boolean;
    /** Whether the function was told by its name or its parameters, and misses nothing. */
    readonly isCertain: boolean;
}
/** Looks at a text in every way there is, until one shows a function. */
export declare function searchText(text: Text, wanted: Wanted, findings: Findings, budget: Budget): Found | undefined;
//# sourceMappingURL=search.d.ts.map