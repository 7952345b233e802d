const declaration = /\b(?:function\s*\*?\s*|(?:const|let|var)\s+)([A-Za-z_$][\w$]*)/g
const silent = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g

/**
 * The names that a code declares, last first; which of them are functions at top level is for the guest to say.
 */
export function declaredNames(source: string): readonly string[] {
  const code = source.replace(silent, ' ')
  const names = new Set<string>()
  for (const [, name] of code.matchAll(declaration)) {
    names.delete(name as string)
    names.add(name as string)
  }
  return [...names].reverse()
}
