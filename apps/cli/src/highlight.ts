import { createEmphasize } from 'emphasize'
import javascript from 'highlight.js/lib/languages/javascript'

const emphasize = createEmphasize({ javascript })

/** JavaScript in a terminal's colours; the text itself where colours are off. */
export function highlighted(code: string, colors: { readonly isColorSupported: boolean }): string {
  return colors.isColorSupported ? emphasize.highlight('javascript', code).value : code
}
