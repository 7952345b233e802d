import type { Edits } from '../edits.ts';
import type { Node } from '../node.ts';
/**
 * Enums and namespaces become what TypeScript's own compiler makes of them, each member on its own line: a variable, and
 * a function that fills its object and is called at once, so that declarations of one name fill one object.
 */
export declare function eraseValues(body: readonly Node[], code: string, edits: Edits): void;
//# sourceMappingURL=erase-values.d.ts.map