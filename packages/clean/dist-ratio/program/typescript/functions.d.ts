import type { ParserClass } from '../parser-class.ts';
/** Types of bindings, parameters and results; functions without a body; parameters that are properties. */
export declare function functions(Base: ParserClass): ParserClass;
//# sourceMappingURL=functions.d.ts.map