import { createEmphasize } from 'emphasize'
import javascript from 'highlight.js/lib/languages/javascript'
import python from 'highlight.js/lib/languages/python'

const emphasize = createEmphasize({ javascript, python })

/** Code in a terminal's colours. Its module is loaded where there are colours: it brings many others. */
export function highlighted(code: string, language: 'javascript' | 'python'): string {
  return emphasize.highlight(language, code).value
}
