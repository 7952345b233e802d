import type { Node } from './node.ts';
/** A node's children in the order of the tree's fields. */
export declare function children(node: Node): Node[];
export declare function isNode(value: unknown): value is Node;
/** Visits a tree without recursion; `visit` returns true to leave a node's children out. */
export declare function walk(roots: readonly Node[], visit: (node: Node) => boolean | undefined): void;
export declare function isFunction(node: Node | null | undefined): boolean;
//# sourceMappingURL=tree.d.ts.map