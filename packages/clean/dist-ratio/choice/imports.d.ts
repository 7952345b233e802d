import type { Edits } from '../program/edits.ts';
import type { Item } from './candidates.ts';
import type { Block, Needs } from './dependencies.ts';
/** Turns the imports of a block into uses of the helpers; throws `UnknownModule` for any other module. */
export declare function editModules(items: readonly Item[], needs: Needs, blocks: readonly Block[], edits: Edits): void;
//# sourceMappingURL=imports.d.ts.map