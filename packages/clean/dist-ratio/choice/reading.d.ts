import { type Budget } from '../program/parse.ts';
import { type Text } from '../response/text.ts';
import { type Findings, type Subject } from './failures.ts';
/** What is looked for in a response. */
export interface Search<Found> {
    readonly subject: Subject;
    /** Quick: whether a text may hold it at all. */
    readonly mayHold: (text: string) => boolean;
    readonly find: (text: Text, findings: Findings, budget: Budget) => Found | undefined;
}
/**
 * Looks for something in a response: as it stands, then with a double encoding undone.
 *
 * @throws CleanError and nothing else
 */
export declare function readResponse<Found>(response: unknown, search: Search<Found>): Found;
//# sourceMappingURL=reading.d.ts.map