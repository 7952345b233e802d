/**
 * A text that is the same for near-equal code: layout, comments, names of its own (its functions, parameters and variables),
 * quotes, ways to write a number, `const` or `let`, and braces around a single statement make no difference.
 * Numbers, operators and the order of statements do. Code that doesn't parse is compared without its white space.
 *
 * @param code JavaScript or TypeScript
 */
export declare function fingerprint(code: string): string;
//# sourceMappingURL=fingerprint.d.ts.map