import type { ParserClass } from '../parser-class.ts';
/** What every other part of the plugin works with: going on behind a type, and noting that it goes. */
export declare function skipping(Base: ParserClass): ParserClass;
//# sourceMappingURL=skipping.d.ts.map