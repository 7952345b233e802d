import type { Expression, Program } from 'acorn'
import { Refused } from './refused.ts'
import { ShallowParser } from './shallow-parser.ts'

/** The host compiles without a deadline, so that the text is short. */
const mostLetters = 20_000

/** A program, and where in it the function is. */
export interface Parsed {
  readonly program: Program
  /** The function itself, where it has no name at top level. */
  readonly nameless: Expression | undefined
}

/**
 * Stage one: text to tree. QuickJS has parsed the same text already, so that what fails here is only not compiled.
 *
 * @param isNameless the whole text is one function, as an expression
 * @throws Refused
 */
export function parse(source: string, isNameless: boolean): Parsed {
  if (source.length > mostLetters)
    throw new Refused(`it is longer than ${mostLetters.toLocaleString('en')} letters`)
  // Old browsers' comments, of which two parsers may think differently.
  if (/<!--|-->/.test(source)) throw new Refused('it holds an HTML comment')
  try {
    if (!isNameless)
      return { program: ShallowParser.parse(source, { ecmaVersion: 2023 }), nameless: undefined }
    const program = parsedAlone(source)
    const [statement, ...others] = program.body.filter(({ type }) => type !== 'EmptyStatement')
    if (statement?.type === 'ExpressionStatement' && others.length === 0)
      return { program, nameless: statement.expression }
  } catch (error) {
    throw new Refused(
      error instanceof RangeError ? 'it is nested too deeply' : 'it is not read by the compiler',
    )
  }
  throw new Refused('its function has no name')
}

/** One function by itself: an expression, or a statement as `(x) => x + 1;` is. */
function parsedAlone(source: string): Program {
  try {
    return ShallowParser.parse(`(${source}\n)`, { ecmaVersion: 2023 })
  } catch (error) {
    if (error instanceof RangeError) throw error
    return ShallowParser.parse(source, { ecmaVersion: 2023 })
  }
}
