/** Names that mean something else in JavaScript, or that the runtime uses. */
const taken: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof undefined var void while with yield ' +
    'Array BigInt Error Infinity Map Math NaN Number Object RangeError Set String Symbol Uint32Array console globalThis np'
  ).split(' '),
)

/** A Python name in the JavaScript: the same wherever it can be. Python compares names in NFKC. */
export function javascriptName(name: string): string {
  const plain = name.normalize('NFKC')
  return taken.has(plain) || Object.hasOwn(Object.prototype, plain) ? `${plain}$` : plain
}
