import type { ParserClass } from '../parser-class.ts';
/** Imports and exports of types, `import x = ...`, `export = ...`, and exports of what `declarations` reads. */
export declare function importsAndExports(Base: ParserClass): ParserClass;
//# sourceMappingURL=imports-and-exports.d.ts.map