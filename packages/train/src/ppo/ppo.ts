import { createBestPolicy } from '../best-policy.ts'
import { createKernel } from '../kernel/load-kernel.ts'
import { createObserver } from '../observer.ts'
import { type MlpPolicy, type MlpShape, mlpPolicy } from '../policy/mlp-policy.ts'
import type { Act } from '../policy/network-policy.ts'
import { decode, drawnAction, drawnSize, plainInputsOf, plainOutputOf } from '../policy/spaces.ts'
import { stream } from '../random.ts'
import { createReturns } from '../returns.ts'
import { scheduled } from '../settings.ts'
import { createStarts } from '../starts.ts'
import type { Environments, Trainer, TrainingProblem } from '../trainer.ts'
import { advantages } from './advantages.ts'
import { createAgent } from './agent.ts'
import { createRewardScale } from './reward-scale.ts'
import { type PpoSettings, ppoSettings } from './settings.ts'
import { type PpoState, packed, unpacked } from './state.ts'

/** Steps between two breaths while steps are collected. */
const stepsOfBreath = 16

/**
 * Proximal policy optimisation (Schulman et al. 2017) as stable-baselines3 does it: a policy and a value, each a
 * multilayer perceptron of its own, trained in WebAssembly. The policy that is kept is the best one of those that were
 * assessed, by the return of the reward that is being tried.
 *
 * @throws TrainError for settings out of range
 */
export function ppo(settings: Partial<PpoSettings> = {}): Trainer {
  const all = ppoSettings(settings)
  return {
    id: 'ppo',
    settings: { ...all },
    async *train(problem, state?: unknown) {
      const training = await openTraining(problem, all, state === undefined ? undefined : unpacked(state))
      for (;;) {
        const { update } = training
        if (update > 0 && problem.environmentSteps >= problem.budget) return training.policy()
        const tally = await training.collect()
        await training.learn()
        yield {
          point: { update: training.update, environmentSteps: problem.environmentSteps, ...tally },
          snapshot: () => ({ policy: training.policy(), state: packed(training.snapshot()) }),
        }
      }
    },
  }
}

async function openTraining(problem: TrainingProblem, settings: PpoSettings, state?: PpoState) {
  const { environments: count, steps, gamma } = settings
  const environments = await problem.environments(count)
  const total = steps * count
  const output = plainOutputOf(problem.actionSpace)
  const observer = createObserver(
    plainInputsOf(problem.observationSpace),
    settings.normalizeObservations,
    state?.observer,
  )
  const { hidden, activation } = settings
  const shape = (): MlpShape => ({ kind: 'mlp', ...observer.shape(), hidden, activation, output })
  const draws = stream(problem.seed, 'parameters')
  const agent = createAgent(await createKernel(), shape(), settings, total, draws, state?.agent)
  const starts = createStarts(problem.seed, state?.started)
  const returns = createReturns(count, state?.returns)
  const rewardScale = settings.normalizeRewards
    ? createRewardScale(count, gamma, state?.rewardScale ?? undefined)
    : undefined
  const best = createBestPolicy(settings.assessments, settings.assessmentEpisodes, state?.best)
  const present = (): MlpPolicy => mlpPolicy(shape(), agent.policy())
  let update = state?.update ?? 0
  const drawn = drawnSize(output)
  const last = new Float32Array(agent.width)
  const next = new Float64Array(count)

  /** The value of what an environment observes now. */
  function valueNow(index: number): number {
    observer.encode(rowOf(environments, index), last)
    return agent.valueOf(last)
  }

  const act: Act = (observation) => {
    observer.encode(observation, agent.x)
    agent.act(1)
    return decode(output, agent.y)
  }

  return {
    get update() {
      return update
    },
    policy: () => best.policy(present),

    /** Takes the update's steps and values them. */
    async collect() {
      const { width, collected } = agent
      const actions: unknown[] = new Array(count)
      const cutOff = new Map<number, number>()
      for (let step = 0; step < steps; step++) {
        if (step % stepsOfBreath === 0) await problem.breathe()
        for (let index = 0; index < count; index++)
          if (environments.running[index] === 0) environments.reset(index, starts.next())
        observer.see(environments.observations, count)
        for (let index = 0; index < count; index++)
          observer.encode(rowOf(environments, index), agent.x, index * width)
        collected.x.set(agent.x.subarray(0, count * width), step * count * width)
        agent.act(count)
        agent.draw(count, step * count)
        for (let index = 0; index < count; index++)
          actions[index] = drawnAction(output, collected.actions, (step * count + index) * drawn)
        environments.step(actions)
        for (let index = 0; index < count; index++)
          if (environments.truncated[index] === 1 && environments.terminated[index] === 0)
            cutOff.set(step * count + index, valueNow(index))
      }
      const scored = await environments.score()
      agent.value(0, total)
      for (let index = 0; index < count; index++)
        next[index] = environments.running[index] === 1 ? valueNow(index) : 0
      const rewards = rewardScale ? rewardScale.scale(scored) : Float64Array.from(scored.rewards)
      for (const [row, value] of cutOff) rewards[row] = (rewards[row] as number) + gamma * value
      const ended = scored.terminated.map((each, row) => each | (scored.truncated[row] as number))
      const { values } = collected
      advantages({ steps, count, rewards, ended, values, next }, gamma, settings.gaeLambda, collected)
      return returns.tally(scored)
    },

    /** Learns from them. */
    async learn() {
      const left = Math.max(0, 1 - (problem.environmentSteps - total) / problem.budget)
      const rates = {
        learningRate: scheduled(settings.learningRate, left),
        clipRange: scheduled(settings.clipRange, left),
      }
      passes: for (let epoch = 0; epoch < settings.epochs; epoch++) {
        agent.shuffle()
        for (let from = 0; from < total; from += settings.batchSize) {
          await problem.breathe()
          if (!agent.learn(from, Math.min(settings.batchSize, total - from), rates)) break passes
        }
      }
      update++
      await best.update(problem, act, present)
    },

    snapshot: (): PpoState => ({
      update,
      started: starts.count,
      agent: agent.snapshot(),
      observer: observer.snapshot(),
      returns: returns.snapshot(),
      rewardScale: rewardScale?.snapshot() ?? null,
      best: best.snapshot(),
    }),
  }
}

function rowOf({ observations, size }: Environments, index: number): Float64Array {
  return observations.subarray(index * size, (index + 1) * size)
}
