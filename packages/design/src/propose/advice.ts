import type { RewardTask } from '@gencode/env'
import type { Chat } from '@gencode/llm'
import { type Candidate, ranked } from '../candidate.ts'
import { reflectionText } from '../reflect/reflection-text.ts'
import type { Notebook } from '../run/notebook.ts'
import type { Watched } from '../watch/watched.ts'

/** What a critic goes by. */
export interface AdviceInput {
  readonly task: RewardTask
  readonly candidates: readonly Candidate[]
  readonly notebook: Notebook
  /** What was seen of the best one's policy. */
  readonly watched: Watched | undefined
  readonly options: { readonly signal?: AbortSignal | undefined }
}

const longest = 1500

/** What somebody saw, as a model is told. */
export function watchedText({ candidate, text }: Watched): string {
  return `Somebody who watched pictures of a policy trained with candidate ${candidate + 1} says: ${text}`
}

/**
 * What a critic advises before a round: at first a plan of what the reward should pay for, later what to change, from what
 * training with the best one showed. It writes no code.
 *
 * @returns undefined without a critic
 * @throws ModelError of the critic
 */
export async function adviceOf(
  critic: Chat | undefined,
  round: number,
  { task, candidates, notebook, watched, options }: AdviceInput,
): Promise<string | undefined> {
  if (!critic) return undefined
  const { text } = await notebook.once('design/advice', String(round), async () => {
    const [best] = ranked(candidates)
    const sight = watched && watched.candidate === best?.index ? `\n\n${watchedText(watched)}` : ''
    const seen = best?.reflection
      ? `The best reward so far:\n\n\`\`\`js\n${best.code}\n\`\`\`\n\n${reflectionText(best.reflection, task.observationDocs)}${sight}\n\nIn at most five sentences: what should the next version pay for, and what should it change?`
      : 'In at most five sentences: which parts should a reward for this have, and what could a policy exploit?'
    const docs = task.observationDocs
      .map(({ index, name, unit }) => `observations[${index}]: ${name} ${unit}`)
      .join('\n')
    const answer = await critic.generateSimpleResponse(
      `Goal: ${task.goal}\n${task.rule}\n\nObserved after each step:\n${docs}\n\n${seen} Write no code.`,
      { stopRepeating: true, ...(options.signal ? { signal: options.signal } : {}) },
    )
    return { text: answer.trim().slice(0, longest) }
  })
  return text === '' ? undefined : text
}
