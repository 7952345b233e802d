const reserved = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static
  super switch this throw true try typeof var void while with yield`.split(/\s+/),
)

/** Whether a text can stand behind a dot, or as a field's name. */
export function isIdentifier(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text)
}

/** A tool's name as an identifier: `get-weather` is `get_weather`, `2fa` is `_2fa`. */
export function identifierOf(name: string): string {
  const plain = name.replace(/[^\w$]/g, '_')
  const started = /^[A-Za-z_$]/.test(plain) ? plain : `_${plain}`
  return reserved.has(started) || started === '__proto__' ? `${started}_` : started
}

/** `list_issues` as `ListIssues`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')
}

const maxDescription = 1_000

/** A comment that no text can close; long ones are cut. */
export function docComment(text: string, margin: string): string {
  const cut = text.length > maxDescription ? `${text.slice(0, maxDescription)} ...` : text
  const lines = cut
    .replaceAll('*/', '* /')
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.trim())
    .filter((line, at, all) => line !== '' || (at > 0 && at < all.length - 1))
  if (lines.length === 1) return `${margin}/** ${lines[0]} */`
  return [`${margin}/**`, ...lines.map((line) => `${margin} * ${line}`.trimEnd()), `${margin} */`].join('\n')
}
