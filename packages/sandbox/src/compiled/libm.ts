/** QuickJS's mathematical functions, by their names in `Math`; and `fmod`, `toint32`, `hypot` of two. */
export type Libm = Readonly<Record<string, (...numbers: number[]) => number>>

/** Those that take two numbers. */
export const ofTwo: ReadonlySet<string> = new Set(['atan2', 'pow', 'hypot', 'fmod'])
