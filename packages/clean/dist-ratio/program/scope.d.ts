import type { Node } from './node.ts';
/** The names that a pattern binds. */
export declare function boundNames(pattern: Node | null | undefined, names?: string[]): string[];
/** The names that a statement declares in the scope it stands in (`var` from its inside too). */
export declare function declaredNames(statement: Node): string[];
/** The names that code uses and doesn't declare itself. */
export declare function freeNames(root: Node): Set<string>;
/** Told of each name that code uses and doesn't declare itself; `isShort` in `{ name }`, where it's a key as well. */
type Found = (identifier: Node, isShort: boolean) => void;
/** The names that statements of one scope declare. */
export declare function namesOf(statements: readonly Node[]): Set<string>;
/** Tells of every use of a name in statements of a scope that declares `names`. */
export declare function eachFreeName(statements: readonly Node[], names: ReadonlySet<string>, found: Found): void;
/** The names that a statement changes or hands to something that may change them. */
export declare function touchedNames(root: Node): Set<string>;
export {};
//# sourceMappingURL=scope.d.ts.map