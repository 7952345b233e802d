import type { ParserClass } from '../parser-class.ts';
/** What only TypeScript's classes have: modifiers, `implements`, index signatures, members without a body. */
export declare function classes(Base: ParserClass): ParserClass;
//# sourceMappingURL=classes.d.ts.map