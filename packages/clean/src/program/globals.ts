/** Names that code may use without declaring them. */
export const knownGlobals: ReadonlySet<string> = new Set(
  'np undefined NaN Infinity globalThis Math Number String Boolean Array Object Function Symbol BigInt Date RegExp Map Set WeakMap WeakSet WeakRef JSON Reflect Proxy Promise Intl Atomics Error TypeError RangeError SyntaxError EvalError ReferenceError URIError AggregateError parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI ArrayBuffer SharedArrayBuffer DataView Float32Array Float64Array Int8Array Int16Array Int32Array Uint8Array Uint16Array Uint32Array Uint8ClampedArray BigInt64Array BigUint64Array Iterator eval arguments console structuredClone queueMicrotask performance'.split(
    ' ',
  ),
)

/** Names whose use marks a statement as an example, a test or a program's main part. */
export const exampleNames: ReadonlySet<string> = new Set(
  'console process document window alert require module exports setTimeout setInterval fetch assert expect test it describe suite vi jest fs readline performance print Deno Bun env'.split(
    ' ',
  ),
)
