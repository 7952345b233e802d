import type { AnswerLine, JournalLine, RunHeader } from '@gencode/core'
import type { DesignResult, Training } from '@gencode/design'
import { flattenObservation, type RewardTask, sceneToSvg } from '@gencode/env'
import { policyFunction } from '@gencode/train'

/** A design as its report tells it. */
export interface DesignStory {
  readonly header: RunHeader
  /** As the run keeps it: without policies; missing where the run has not come to its end. */
  readonly result: DesignResult | undefined
  /** The winner's trainings on fresh seeds; none where the run has not come to its end. */
  readonly winner: readonly Training[]
  /** What the model was told for each candidate, by number. */
  readonly told: ReadonlyMap<number, string>
  /** An episode of the winner, a picture a step; empty where there is nothing to draw. */
  readonly frames: readonly string[]
}

/** Whether a run is one of `gencode design`. */
export function isDesign(lines: readonly JournalLine[]): boolean {
  return lines.some(({ type }) => type.startsWith('design/'))
}

/** The story of a design. */
export async function designStory(
  header: RunHeader,
  lines: readonly JournalLine[],
  task: RewardTask,
): Promise<DesignStory> {
  const trainings = new Map<string, Training>()
  const told = new Map<number, string>()
  let result: DesignResult | undefined
  for (const line of lines) {
    if (line.type === 'answer') {
      const { candidate, request } = line as AnswerLine
      if (!told.has(candidate)) told.set(candidate, request?.messages.at(-1)?.content ?? '')
    }
    const { key, value } = line as { key?: string; value?: unknown }
    if (line.type === 'design/result' && (value as DesignResult | null)?.stopped)
      result = value as DesignResult
    if (line.type === 'design/training' && typeof value === 'object' && value !== null && 'training' in value)
      trainings.set(String(key), value.training as Training)
  }
  const winner = [...trainings].flatMap(([name, each]) =>
    name.startsWith(`winner ${result?.best?.index} `) ? [each] : [],
  )
  const [first, ...others] = winner
  const best = first && others.reduce((a, b) => (b.successRate > a.successRate ? b : a), first)
  return { header, result, winner, told, frames: best ? await framesOf(task, best) : [] }
}

const mostFrames = 150

/** Every frame of an episode, or every second or third of a long one. */
async function framesOf(task: RewardTask, { policy, seed }: Training): Promise<string[]> {
  const env = await task.makeEnv()
  const act = policyFunction(policy)
  const scenes: string[] = []
  try {
    let { observation } = env.reset({ seed })
    for (let step = 0; step < 1000; step++) {
      const scene = env.render()
      if (!scene) return []
      scenes.push(sceneToSvg(scene))
      const next = env.step(act(Float64Array.from(flattenObservation(env.observationSpace, observation))))
      observation = next.observation
      if (next.terminated || next.truncated) break
    }
  } finally {
    env.close()
  }
  const every = Math.ceil(scenes.length / mostFrames)
  return scenes.filter((_, index) => index % every === 0)
}
