/** A class of acorn's, or a plugin's over it. */
// biome-ignore lint/suspicious/noExplicitAny: acorn's plugins are classes over undocumented internals
export type ParserClass = any
