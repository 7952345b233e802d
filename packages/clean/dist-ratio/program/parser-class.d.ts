/** A class of acorn's, or a plugin's over it. */
export type ParserClass = any;
//# sourceMappingURL=parser-class.d.ts.map