/** What a fence's tag says of its block. */
export type TagKind = 'code' | 'data' | 'markup' | 'text' | 'diff' | 'shell' | 'other' | 'none';
/** A tag that is not known is another language's. */
export declare function tagKind(tag: string): TagKind;
/** A language's name as people write it. */
export declare function languageName(tag: string): string;
/** The language that code is written in, where it isn't JavaScript; looked at only when it doesn't parse. */
export declare function otherLanguage(code: string): string | undefined;
/** Whether a text may hold what is looked for: quick, and true where it isn't sure. */
export type MayHold = (code: string) => boolean;
/** Whether a text holds anything that a program could be made of. */
export declare function mayHoldProgram(code: string): boolean;
/** Whether a text holds anything that a function could be made of; quick, so that prose costs nothing. */
export declare function mayHoldFunction(code: string): boolean;
/** Whether prose says that the model won't do it; only its beginning counts. */
export declare function isRefusal(prose: string): boolean;
//# sourceMappingURL=languages.d.ts.map