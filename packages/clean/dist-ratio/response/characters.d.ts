/** Rewrites what stands outside strings, templates, comments and regular expressions. */
export declare function rewriteCode(code: string, rewrite: (part: string) => string): string;
/**
 * Takes away what a chat page or a word processor put into code: zero-width and odd spaces, curly quotes as
 * delimiters, typographic signs. What stands inside straight quotes, templates and comments stays.
 */
export declare function plainCharacters(code: string): string;
//# sourceMappingURL=characters.d.ts.map