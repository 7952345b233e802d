import type { ParserClass } from '../parser-class.ts';
/** Interfaces, aliases, enums, namespaces, abstract classes and whatever is declared. */
export declare function declarations(Base: ParserClass): ParserClass;
//# sourceMappingURL=declarations.d.ts.map