import type { Node } from './node.ts';
/** What a value turns out to be. */
export interface Value {
    readonly kind: 'function' | 'object' | 'class' | 'instance' | 'unknown';
    readonly node: Node;
}
/** What an expression or a declaration stands for; nothing where that's no function, object or class. */
export declare function resolveValue(node: Node, values: ReadonlyMap<string, Value>, depth: number): Value | undefined;
/** The function (or the object of functions) that a function returns. */
export declare function returnedFunction(fn: Node): Node | undefined;
/** The methods of an object or a class. */
export declare function methodsOf(node: Node): Node[];
/** The methods that others of the same owner call. */
export declare function calledMethods(methods: readonly Node[]): ReadonlySet<string>;
//# sourceMappingURL=values.d.ts.map