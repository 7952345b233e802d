import type { Node } from '../program/node.ts';
import type { Unit } from '../program/unit.ts';
/** A top-level statement of a unit. */
export interface Item {
    readonly unit: Unit;
    readonly node: Node;
    /** The statement without `export` or a label; of a `return` what it returns. */
    readonly inner: Node;
    readonly declares: readonly string[];
    readonly uses: ReadonlySet<string>;
}
/** A function that may be the one that is meant. */
export interface Candidate {
    readonly item: Item;
    /** The name in the code, then the ones that it's exported under. */
    readonly names: readonly string[];
    /** The function's own node, where it's known. */
    readonly fn?: Node | undefined;
    /** For a method: how its object is written, and whether it must be constructed. */
    readonly method?: {
        readonly name: string;
        readonly owner: string | undefined;
        readonly isInstance: boolean;
        /** Whether another method calls it. */
        readonly isCalled: boolean;
    };
    readonly isFactory: boolean;
    /** 2 for the default export, 1 for another one, 0 for none. */
    readonly exported: number;
    readonly position: number;
}
/** The statements of a unit. */
export declare function itemsOf(unit: Unit): Item[];
/** The functions of a unit that may be meant. */
export declare function candidatesOf(unit: Unit, items: readonly Item[]): Candidate[];
/** Whether a statement gives the value of all code: `export default`, or a bare `return`, as in the body of a function. */
export declare function isResult({ type }: Node): boolean;
/** Whether a unit declares a name by a declaration of its own. */
export declare function isDeclared(unit: Unit, name: string): boolean;
interface Assignment {
    /** Nothing for `module.exports`. */
    readonly name: string | undefined;
    readonly value: Node;
    /** The last of the things assigned to, in `a = b = value`. */
    readonly left: Node;
}
/** `module.exports = value`, `exports.name = value`, `window.name = value`, `name = value`. */
export declare function assignment(expression: Node): Assignment | undefined;
export {};
//# sourceMappingURL=candidates.d.ts.map