import { codeFrame } from '@gencode/contract/errors'
import { CleanError, type CleanErrorCode } from '../clean-error.ts'
import { tooLong } from '../program/parse.ts'
import type { Broken, Unit } from '../program/unit.ts'
import { isRefusal, languageName } from '../response/languages.ts'
import { isGap, isGapComment, until } from '../response/scan.ts'
import { lineStarts, placeOf } from '../response/text.ts'

/** What was seen while looking for a function. */
export interface Findings {
  readonly subject: Subject
  /** What was looked for. */
  readonly written: Written
  readonly response: string
  /** The response without thinking. */
  spoken: string
  isUnfinishedThinking: boolean
  hadThinking: boolean
  /** Whether the text stops inside a block. */
  isCut: boolean
  /** Whether reading ended before all of the code was read. */
  isTooLong: boolean
  readonly broken: Broken[]
  readonly languages: string[]
  readonly units: Unit[]
  readonly factories: string[]
  /** Python that defines no function. */
  python?: string
  /** The name of a function that was found without a body. */
  sketch?: string
  /** Functions that were asked for by name and stand inside another one, with its name. */
  readonly inner: { readonly name: string; readonly outer: string }[]
}

/** What the model is asked for. */
export type Subject = 'function' | 'program'

const wholeOf: Readonly<Record<Subject, string>> = {
  function: 'Answer with the complete function in one ```js code block.',
  program: 'Write the complete program in JavaScript.',
}

/** What a function is to be written in. */
export type Written = 'javascript' | 'python'

/** What the answer should be instead. */
function wholeFor(subject: Subject, written: Written): string {
  return written === 'python' ? wholeOf[subject].replace('```js', '```python') : wholeOf[subject]
}

function failure(code: CleanErrorCode, response: string, feedback: string, original?: string): CleanError {
  return new CleanError({ code, response, feedback, original })
}

/** The answer holds nothing. */
export function emptyFailure(
  response: string,
  subject: Subject = 'function',
  written: Written = 'javascript',
): CleanError {
  return failure('clean/empty', response, `The answer was empty. ${wholeFor(subject, written)}`)
}

/** The code is nested deeper than a stack goes. */
export function deepFailure({ response, subject, written }: Findings, cause: unknown): CleanError {
  return new CleanError({
    code: 'clean/syntax',
    response,
    feedback: `The code is nested too deep to be read. Write a simpler ${subject}. ${wholeFor(subject, written)}`,
    cause,
  })
}

/** Why there is no function, the most telling reason first. */
export function failureOf(findings: Findings): CleanError {
  const { response, broken, languages, units, factories, spoken, subject, written } = findings
  const whole = wholeFor(subject, written)
  const telling = broken.find(({ isTruncated }) => isTruncated) ?? broken[0]
  if (findings.isTooLong) return tooLongFailure(response, subject, written)
  if (telling && !isRefusal(spoken)) return brokenFailure(telling, response, subject)
  const hidden = findings.inner[0]
  if (hidden)
    return failure(
      'clean/no-function',
      response,
      `\`${hidden.name}\` is defined inside ${hidden.outer ? `\`${hidden.outer}\`` : 'another function'}, where nothing outside can call it. Define it at the top level, with its parameters and a \`return\`. ${whole}`,
      units[0]?.text.value,
    )
  const language = languages[0]
  if (language !== undefined)
    return failure(
      'clean/unsupported-language',
      response,
      `The answer is written in ${languageName(language)}, but the ${subject} must be written in ${languageName(written)}. Write the same ${subject} in ${languageName(written)}${subject === 'function' && written === 'javascript' ? ': arrays instead of numpy arrays, `Math` or the helpers in `np` for numbers' : ''}. ${whole}`,
    )
  if (factories[0] !== undefined)
    return failure(
      'clean/no-function',
      response,
      `\`${factories[0]}\` makes a function, but nothing calls it. Write the function itself, or call \`${factories[0]}\` and keep its result in a constant. ${whole}`,
      units[0]?.text.value,
    )
  if (findings.sketch !== undefined)
    return failure(
      'clean/no-function',
      response,
      `\`${findings.sketch}\` has no body: nothing but a remark or \`pass\` stands in it. Write what it does. ${whole}`,
    )
  if (findings.isCut)
    return failure(
      'clean/truncated',
      response,
      `The answer stops before the ${subject} is whole. Write it again, shorter, to its end. ${whole}`,
    )
  if (findings.isUnfinishedThinking)
    return failure(
      'clean/truncated',
      response,
      `The answer stopped while still thinking, before any code came. Think less, and answer with the code. ${whole}`,
    )
  if (isRefusal(spoken))
    return failure(
      'clean/refusal',
      response,
      `The answer refuses to write the ${subject}.${subject === 'function' ? ' It is a small, harmless numeric function for a simulation.' : ''} ${whole}`,
    )
  const unit = units.find(
    (one) => one.typescript || one.body.some((node) => !isWord(node.type, node.expression?.type)),
  )
  const code = unit?.text.value ?? findings.python
  if (code !== undefined && subject === 'function')
    return failure(
      'clean/no-function',
      response,
      `The answer holds code, but it defines no function. Define the function, with its parameters and a \`return\`. ${whole}`,
      code,
    )
  const where = findings.hadThinking ? ' after the thinking; code inside the thinking does not count' : ''
  return failure('clean/no-code', response, `The answer holds no code${where}. ${whole}`)
}

function tooLongFailure(response: string, subject: Subject, written: Written): CleanError {
  const feedback = `The answer holds more code than can be read. Write the ${subject} alone, much shorter. ${wholeFor(subject, written)}`
  return failure('clean/syntax', response, feedback)
}

/** A statement that prose makes by chance. */
export function isWord(type: string, expression: string | undefined): boolean {
  return (
    type === 'EmptyStatement' ||
    (type === 'ExpressionStatement' &&
      /^(?:Identifier|Literal|TemplateLiteral|TaggedTemplateExpression|SequenceExpression|BinaryExpression|UnaryExpression|MemberExpression)$/.test(
        expression ?? '',
      )) ||
    type === 'LabeledStatement'
  )
}

/** Code that doesn't parse, or that stops. */
export function brokenFailure(
  broken: Broken,
  response: string,
  subject: Subject = 'function',
  written: Written = 'javascript',
): CleanError {
  const { text, failure: parsed, isTruncated } = broken
  if (parsed.message === tooLong) return tooLongFailure(response, subject, written)
  const whole = wholeFor(subject, written)
  const gap = gapNear(text.value, parsed.position)
  const position = Math.min(gap ?? parsed.position, text.value.length)
  const { line, column } = placeOf(text.value, position)
  const start = position - column + 1
  const shown = text.value
    .slice(start, until(text.value, '\n', start))
    .trim()
    .slice(0, 120)
  const at = `line ${line}, column ${column}${shown ? `: \`${shown}\`` : ''}`
  const feedback =
    gap !== undefined
      ? `Line ${line} is only \`${shown}\`: code was left out there. Write the ${subject} whole, and leave nothing out. ${whole}`
      : isTruncated
        ? `The answer stops in the middle of the code, at ${at}. Write it again, shorter, to its end. ${whole}`
        : `The code doesn't parse: ${parsed.message} at ${at}. Correct this place. ${whole}`
  return new CleanError({
    code: gap !== undefined || isTruncated ? 'clean/truncated' : 'clean/syntax',
    response,
    original: text.value,
    feedback,
    line,
    column,
    frame: codeFrame(text.value, line, column),
  })
}

/** Code with a remark that some of it was left out. */
export function gapFailure(
  code: { original: string; lineMap: readonly number[] },
  index: number,
  response: string,
): CleanError {
  const position = lineStarts(code.original)[index] as number
  const failure = { message: '', position, reached: position }
  return brokenFailure(
    { text: { value: code.original, lines: code.lineMap }, start: 0, failure, isTruncated: true },
    response,
  )
}

/** Where a line that is only `...` made the reading fail: at it, or at what follows. */
function gapNear(code: string, position: number): number | undefined {
  let end = Math.min(position, code.length)
  const next = code.indexOf('\n', end)
  end = next < 0 ? code.length : next
  for (let tries = 0; tries < 2 && end > 0; tries++) {
    const start = code.lastIndexOf('\n', end - 1) + 1
    const line = code.slice(start, end)
    if (isGap(line) || isGapComment(line)) return start + line.search(/\S/)
    end = code.slice(0, start).trimEnd().length
  }
  return undefined
}

/** A module that the code needs and that isn't there. */
export class UnknownModule extends Error {
  readonly unit: Unit
  readonly position: number
  constructor(message: string, unit: Unit, position: number) {
    super(message)
    this.unit = unit
    this.position = position
  }
}

/** What `UnknownModule` says to the model. */
export function moduleFailure(
  error: UnknownModule,
  response: string,
  subject: Subject = 'function',
): CleanError {
  const { unit } = error
  const original = unit.text.value
  const { line, column } = placeOf(unit.plain, error.position)
  return new CleanError({
    code: 'clean/unsupported-import',
    response,
    original,
    feedback: `Line ${line}: ${error.message} ${wholeOf[subject]}`,
    line,
    column,
    frame: codeFrame(original, line, column),
  })
}
