import type { CleanedCode } from '@gencode/contract/types';
import { type Candidate } from './candidates.ts';
import type { Block, Needs } from './dependencies.ts';
/** Writes the source of a chosen function: what it needs stays, everything else is blank. */
export declare function assemble(candidate: Candidate, needs: Needs, blocks: readonly Block[], requested: readonly string[], warnings: string[]): CleanedCode;
//# sourceMappingURL=assemble.d.ts.map