/** Names that code may use without declaring them. */
export declare const knownGlobals: ReadonlySet<string>;
/** Names whose use marks a statement as an example, a test or a program's main part. */
export declare const exampleNames: ReadonlySet<string>;
//# sourceMappingURL=globals.d.ts.map