import type { ParserClass } from '../parser-class.ts';
/** Arrow functions with types, and the conditions whose `:` they may be mistaken for. */
export declare function arrows(Base: ParserClass): ParserClass;
//# sourceMappingURL=arrows.d.ts.map