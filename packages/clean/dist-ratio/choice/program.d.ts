import { type Budget } from '../program/parse.ts';
import type { Text } from '../response/text.ts';
import { type Findings } from './failures.ts';
import { type CleanedProgram } from './program-source.ts';
/** Looks at a text in every way there is, until one shows a program. */
export declare function searchProgram(text: Text, findings: Findings, budget: Budget): CleanedProgram | undefined;
//# sourceMappingURL=program.d.ts.map