/**
 * TypeScript as JavaScript: types become spaces, so that each token stays where it stood; enums, namespaces and
 * parameter properties become what TypeScript's own compiler makes of them, on the same lines. For functions and for
 * whole programs, with `await` and `return` outside of any function. JavaScript comes back as it is; decorators and JSX
 * are not read.
 *
 * @throws CleanError `clean/syntax` where the source doesn't parse, with the place
 */
export declare function eraseTypes(source: string): string;
//# sourceMappingURL=erase-types.d.ts.map