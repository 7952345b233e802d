/** HTML that needs no escaping any more. */
export interface Html {
  readonly html: string
}

type Part = Html | string | number | undefined | false | readonly Part[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A template whose holes are escaped, all but those that are HTML already: whatever a model wrote stays text. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, next, index) => text + rendered(parts[index - 1]) + next) }
}

function rendered(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replace(/[&<>"']/g, (character) => entities[character] as string)
  if ('html' in part) return part.html
  return part.map(rendered).join('')
}

/** A value as JSON that can stand in a script element. */
export function scriptJson(value: unknown): Html {
  return { html: JSON.stringify(value).replaceAll('<', '\\u003c') }
}
