import type { ParserClass } from '../parser-class.ts';
/** Assertions (`<T>x`, `x as T`, `x satisfies T`, `x!`) and type arguments. */
export declare function expressions(Base: ParserClass): ParserClass;
//# sourceMappingURL=expressions.d.ts.map