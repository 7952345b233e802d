import type { TrainingJob } from '../job.ts'
import { runJob } from '../job.ts'
import type { TrainingWorkers } from '../workers.ts'
import { check, same } from './claims.ts'
import type { ContractCase } from './contract-case.ts'

const reward = 'function rewardFn(o, isSuccess, isFailure) { return isFailure ? -1 : 1 - Math.abs(o[2]) }'

const job = (change: Partial<TrainingJob> = {}): TrainingJob => ({
  task: { id: 'CartPole-v1' },
  trainer: { id: 'cross-entropy', settings: { population: 6 } },
  reward: { kind: 'code', code: reward },
  seed: 3,
  budget: 2000,
  episodes: 3,
  ...change,
})

/**
 * The promises of `TrainingWorkers` as cases for any test runner.
 *
 * @param create called for each case, which closes what it gives; jobs need the built-in tasks and trainers alone
 */
export function trainingWorkersContract(
  create: () => TrainingWorkers | Promise<TrainingWorkers>,
): readonly ContractCase[] {
  const promise = (name: string, use: (workers: TrainingWorkers) => Promise<void>): ContractCase => ({
    name,
    async run() {
      const workers = await create()
      try {
        await use(workers)
      } finally {
        await workers.close()
      }
    },
  })
  return [
    promise('do a job as this thread does it, to the bit', async (workers) => {
      for (const one of [
        job(),
        job({ trainer: { id: 'ppo', settings: { steps: 256 } }, reward: { kind: 'environment' } }),
      ])
        same(await workers.run(one), await runJob(one), 'the result is another one')
    }),
    promise('do many jobs, each for itself, and tell each one’s progress', async (workers) => {
      const seeds = [1, 2, 3, 4, 5]
      const told = new Map<number, number[]>()
      const results = await Promise.all(
        seeds.map((seed) =>
          workers.run(job({ seed, terms: { points: 2 } }), {
            onProgress: ({ update, ...progress }) =>
              told.set(seed, [...(told.get(seed) ?? []), progress.seed === seed ? update : Number.NaN]),
          }),
        ),
      )
      for (const [index, seed] of seeds.entries()) {
        check(results[index]?.seed === seed, `the result of seed ${seed} is seed ${results[index]?.seed}'s`)
        const updates = results[index]?.curve.map(({ update }) => update)
        same(told.get(seed), updates, `seed ${seed} told other updates than its curve has`)
      }
    }),
    promise('go on from a checkpoint, and stop at one', async (workers) => {
      const { checkpoint } = await workers.run(job({ until: 1000 }))
      check(checkpoint !== undefined, 'a job that is to stop short gives no checkpoint')
      const { checkpoint: none, ...whole } = await workers.run(job())
      same(await workers.run(job({ checkpoint })), whole, 'it goes on to another result')
      check(none === undefined, 'a whole training gives a checkpoint')
    }),
    promise('pass on a reward function’s error as what it is', async (workers) => {
      const code = 'function rewardFn(observations) {\n  return observations.pole.angle\n}'
      const thrown = async (run: Promise<unknown>): Promise<unknown> => {
        const error = await run.then(
          () => undefined,
          (reason: Error & { code?: string; feedback?: string }) => reason,
        )
        return { name: error?.name, message: error?.message, code: error?.code, feedback: error?.feedback }
      }
      const broken = job({ reward: { kind: 'code', code } })
      same(await thrown(workers.run(broken)), await thrown(runJob(broken)), 'the error is another one')
    }),
    promise('stop with the signal’s reason, before a job and during it', async (workers) => {
      const long = job({ budget: 1e9 })
      const before = await workers.run(long, { signal: AbortSignal.abort('before') }).catch(String)
      check(before === 'before', `an aborted signal ends it with ${before}`)
      const controller = new AbortController()
      const during = workers
        .run(long, { signal: controller.signal, onProgress: () => controller.abort('during') })
        .catch(String)
      check((await during) === 'during', 'a signal during the job does not end it with its reason')
      same(await workers.run(job()), await runJob(job()), 'the next job is disturbed')
    }),
    promise('reject what waits, runs or comes once they are closed', async (workers) => {
      const running = workers.run(job({ budget: 1e9 })).then(
        () => 'done',
        () => 'rejected',
      )
      await workers.close()
      await workers.close()
      check((await running) === 'rejected', 'a job outlives them')
      const late = await workers.run(job()).catch((error: Error) => error.name)
      check(late === 'TrainError', `a job that comes later ends with ${String(late)}`)
    }),
  ]
}
