import { type Contract, type Language, pythonHead } from '@gencode/contract'
import type { Failure } from '../examine/failure.ts'

/** How long each part of the message may be, in characters; together about 400 tokens. */
const limits = { feedback: 600, frame: 500, call: 240 }

/**
 * What the model is told about its last answer: the code of the error, what is wrong and expected, its own
 * lines, the call that failed and what came out. At most about 1,900 characters, so that it fits a context of
 * 2,048 tokens together with the request and the answer.
 *
 * @param repeated whether the model has given this answer before
 * @param language what the corrected function is to be written in
 */
export function feedbackMessage(
  failure: Failure,
  contract: Contract,
  repeated = false,
  language: Language = 'javascript',
): string {
  const lines = [
    `Error: ${failure.code}`,
    shortened(failure.feedback, limits.feedback),
    failure.frame && !failure.feedback.includes(failure.frame) ? shortened(failure.frame, limits.frame) : '',
    failure.input ? `Input: ${shortened(failure.input, limits.call)}` : '',
    failure.output ? `Output: ${shortened(failure.output, limits.call)}` : '',
    repeated ? 'You gave this same answer before, and it failed in the same way: write it differently.' : '',
    `Answer with the whole corrected function and nothing else, in one \`\`\`${wordsOf[language].fence} block, ${wordsOf[language].plain}: ${wordsOf[language].head(contract)}`,
  ]
  return lines.filter((line) => line !== '').join('\n')
}

/** How a language is named to a model. */
const wordsOf: Readonly<
  Record<Language, { readonly fence: string; readonly plain: string; head(contract: Contract): string }>
> = {
  javascript: {
    fence: 'js',
    plain: 'plain JavaScript',
    head: (contract) => `${plainHead(contract)} { ... }`,
  },
  python: {
    fence: 'python',
    plain: 'plain Python with numpy as np',
    head: (contract) => `${pythonHead(contract)} ...`,
  },
}

/** Such as `function rewardFn(observations, isSuccess, isFailure)`: the signature without types. */
export function plainHead({ name, parameters }: Contract): string {
  return `function ${name}(${parameters.map((parameter) => parameter.name).join(', ')})`
}

/** The text, its middle left out where it is longer than so many characters. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text
  const head = Math.ceil((length - 5) * 0.7)
  return `${text.slice(0, head)} ... ${text.slice(text.length - (length - 5 - head))}`
}
