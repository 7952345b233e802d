import { createEmphasize } from 'emphasize'
import javascript from 'highlight.js/lib/languages/javascript'
import python from 'highlight.js/lib/languages/python'

const emphasize = createEmphasize({ javascript, python })

/** Code in a terminal's colours; the text itself where colours are off. */
export function highlighted(
  code: string,
  colors: { readonly isColorSupported: boolean },
  language: 'javascript' | 'python',
): string {
  return colors.isColorSupported ? emphasize.highlight(language, code).value : code
}
