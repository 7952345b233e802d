import type { Model } from '@gencode/core'
import type { RewardTask } from '@gencode/env'
import { addUsage, noUsage } from '@gencode/llm'
import { createSandbox } from '@gencode/sandbox'
import { createRun } from '@gencode/train'
import { type Candidate, type Ranked, ranked } from './candidate.ts'
import { measureControls, measureWinner, verdictOf } from './controls.ts'
import type { DesignEvent, DesignResult, DesignRun, Stopped } from './events.ts'
import type { Loop } from './loop.ts'
import { checkOptions, type DesignOptions } from './options.ts'
import { preferredOf } from './people/preferences.ts'
import { planRound } from './propose/plan.ts'
import { proposeAndGate } from './propose/propose-round.ts'
import { confirmLeaders } from './race/confirm.ts'
import { raceAll, stepsOf } from './race/race-round.ts'
import { reflectOn } from './reflect/reflect-round.ts'
import { decide, keep } from './run/decide.ts'
import { open } from './run/open.ts'
import { watchBest } from './watch/watch.ts'

/**
 * Has a model write reward functions, trains policies with them, shows it what happened and has them made better, round after
 * round; then measures the best one again on fresh seeds, beside what it has to beat. What it gives is a promise of the result
 * and, at the same time, an async iterable of events.
 *
 * @throws (as a rejection) GencodeError for options that can't be a run, or where no model gave any answer; what a trainer or an
 * environment throws; the signal's reason. With a `run`, nothing of what was done is lost then.
 */
export function design(task: RewardTask, model: Model, options: DesignOptions = {}): DesignRun {
  return createRun(async (say: (event: DesignEvent) => void) => {
    checkOptions(task, options)
    // Ten times what is usual: where a busy machine made a candidate fail, a run that goes on would come to another end.
    const sandbox = options.sandbox ?? (await createSandbox({ timeoutMs: 1000 }))
    try {
      const loop = await open(task, model, options, sandbox, say)
      await run(loop)
      return await finish(loop)
    } finally {
      if (!options.sandbox) sandbox.dispose()
    }
  }, options.onEvent)
}

/** The loop: propose, gate, race, reflect, keep. */
async function run(loop: Loop): Promise<void> {
  for (let round = 1; !loop.stopped; round++) {
    loop.options.signal?.throwIfAborted()
    const before = ranked(loop.candidates)[0]
    const elites = elitesOf(loop)
    const { population = 6 } = loop.options
    const slots = planRound({ round, population, elites, stale: loop.stale, wish: loop.wish })
    loop.say({ type: 'round', round, lineages: slots.map(({ lineage }) => lineage) })
    const proposed = await proposeAndGate(loop, round, slots)
    const racers = [...elites, ...proposed.filter(({ status }) => status === 'trained')]
    const raced = await confirmLeaders(loop, await raceAll(loop, racers))
    replace(loop, raced)
    const reflected = await reflectOn(loop, raced)
    replace(loop, reflected)
    loop.watched = await watchBest(loop)
    for (const candidate of proposed) {
      const known = loop.candidates.find(({ index }) => index === candidate.index)
      loop.say({ type: 'candidate', candidate: known ?? candidate })
    }
    keep(loop, round, proposed, before)
    await decide(loop, round, proposed)
  }
  loop.say({ type: 'stopped', stopped: loop.stopped as Stopped })
}

/** Puts candidates in the place of what was known of them. */
function replace(loop: Loop, candidates: readonly Candidate[]): void {
  const byIndex = new Map(candidates.map((candidate) => [candidate.index, candidate]))
  loop.candidates = loop.candidates.map((candidate) => byIndex.get(candidate.index) ?? candidate)
}

function elitesOf({ candidates, options }: Loop): Ranked[] {
  return ranked(candidates).slice(0, options.elites ?? 3)
}

async function finish(loop: Loop): Promise<DesignResult> {
  const { task, candidates, rounds, options } = loop
  const [best] = ranked(candidates)
  const final = best && (await measureWinner(best, loop.training, options))
  if (final) loop.say({ type: 'measured', measured: final })
  const controls = await measureControls(loop)
  const usage = candidates.reduce((total, each) => addUsage(total, each.usage), noUsage)
  const result: DesignResult = {
    task: task.id,
    ...(best ? { best } : {}),
    ...(final ? { final } : {}),
    controls,
    verdict: verdictOf(final, controls),
    candidates,
    ...(loop.preferences.length > 0 ? { preferred: preferredOf(loop.preferences) } : {}),
    rounds,
    usage,
    cost: candidates.reduce((sum, { cost = 0 }) => sum + cost, 0),
    steps: stepsOf(candidates),
    stopped: loop.stopped as Stopped,
  }
  // Without the policies and curves, which stand in the run already.
  const { candidates: all, ...short } = result
  const brief = (each: Candidate) => ({
    ...each,
    trainings: each.trainings.map(({ seed, successRate }) => ({ seed, successRate })),
  })
  await loop.notebook.once('design/result', `round ${rounds.length}`, () => ({
    ...short,
    ...(best ? { best: brief(best) } : {}),
    candidates: all.map(brief),
  }))
  return result
}
