import { Chat } from '@gencode/llm'
import { type Candidate, ranked } from '../candidate.ts'
import type { Loop } from '../loop.ts'
import { browserSheets } from './canvas.ts'
import { filmEpisode } from './pictures.ts'
import type { Watched, WatchOptions } from './watched.ts'

const longest = 1200

/**
 * Shows pictures of the best policy's episode to the model that watches, unless it has seen that policy. Its words go to the critic,
 * or into the briefs where there is none.
 *
 * @throws ModelError of that model
 */
export async function watchBest(loop: Loop): Promise<Watched | undefined> {
  const { options, notebook, watched } = loop
  const [best] = ranked(loop.candidates)
  const { watch } = options
  if (!watch || !best || best.index === watched?.candidate) return watched
  const { text } = await notebook.once('design/watch', String(best.index), async () => ({
    text: await wordsOn(best, loop, watch),
  }))
  return text === '' ? undefined : { candidate: best.index, text }
}

async function wordsOn(best: Candidate, { task, options, say }: Loop, watch: WatchOptions): Promise<string> {
  const { model, frames = 6, width = 384 } = watch
  const sheets = watch.sheets ?? browserSheets()
  const policy = best.trainings[0]?.policy
  if (!sheets || !policy) return ''
  const filmed = await filmEpisode(task, policy, {
    sheets,
    frames,
    width,
    seed: 930_000 + (options.seed ?? 0),
  })
  if (!filmed) {
    say({ type: 'warning', message: `${task.id} draws no pictures, so nobody can watch its policies.` })
    return ''
  }
  const chat = Chat.on(model)
  const ended = filmed.succeeded ? 'succeeded' : 'did not succeed'
  const answer = await chat.generateSimpleResponse(
    `Goal: ${task.goal}\n\nThese are ${filmed.pictures.length} pictures of one episode of ${filmed.length} steps, at steps ${filmed.steps.join(', ')}; it ${ended}. In at most four sentences: what does the policy do, and what keeps it from the goal, or makes it reach it badly? Say only what can be seen.`,
    {
      images: filmed.pictures,
      stopRepeating: true,
      ...(options.signal ? { signal: options.signal } : {}),
    },
  )
  return answer.trim().slice(0, longest)
}
