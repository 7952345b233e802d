import type { Node } from './node.ts';
/** A name that a module gives. */
export interface Imported {
    readonly local: string;
    /** `*` for all of it, `default` for its default. */
    readonly name: string;
}
/** Whether a module stands for the helpers: by its bare name, whatever the registry, version or file. */
export declare function isHelperModule(source: string): boolean;
/** Whether a name can be had from the helpers, or else from `Math`. */
export declare function giverOf(name: string): string | undefined;
/** The names that an `import` binds. */
export declare function importedNames(node: Node): Imported[];
/** `const` declarations, in one line, that give imported helpers their names. */
export declare function helperBindings(names: readonly Imported[]): string;
/** A call of `require`, or an `import(...)`, with a plain name. */
export interface ModuleCall {
    readonly node: Node;
    readonly source: string;
}
export declare function moduleCalls(root: Node): ModuleCall[];
/** What `const x = require('y')` or `const { a, b: c } = require('y')` binds; undefined for anything else. */
export declare function requiredNames(declarator: Node): {
    call: Node;
    source: string;
    names: Imported[];
} | undefined;
//# sourceMappingURL=modules.d.ts.map