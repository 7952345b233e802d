/** What of a request tells whether its prompt was cut. */
export interface Asked {
  readonly options: { readonly num_ctx?: unknown; readonly num_predict?: unknown }
  readonly messages?: readonly { readonly content: string }[]
  readonly prompt?: string
}

/**
 * What to tell a person whose prompt did not fit: Ollama leaves out of it what is too much, and answers what is left. Where
 * the request does not set `num_ctx`, a count of prompt tokens that is just a window's usual size, below what the text must
 * take, gives it away.
 *
 * @param counted `prompt_eval_count` of the answer's end
 * @see https://docs.ollama.com/faq#how-can-i-specify-the-context-window-size
 */
export function cutPromptWarnings(
  counted: number | undefined,
  { options, messages = [], prompt = '' }: Asked,
): string[] {
  if (counted === undefined) return []
  const characters = messages.reduce((sum, { content }) => sum + content.length, prompt.length)
  const set = typeof options.num_ctx === 'number' ? options.num_ctx : undefined
  // A token is hardly ever more than six characters of a text.
  const least = Math.ceil(characters / 6)
  const isUsualSize = counted >= 2047 && (isRound(counted) || isRound(counted + 1))
  const isCut = set === undefined ? isUsualSize && least > counted * 0.75 : counted >= set - 1
  if (!isCut) return []
  const answer = typeof options.num_predict === 'number' ? Math.min(options.num_predict, 4096) : 2048
  const needed = Math.ceil((Math.max(counted, Math.ceil(characters / 3)) + answer) / 1024) * 1024
  return [
    `The prompt was cut to ${counted} tokens, the size of the context (num_ctx), and the answer is to what was left of it. Set num_ctx to ${needed}, or say less.`,
  ]
}

function isRound(tokens: number): boolean {
  return tokens % 1024 === 0
}
