import { setTimeout } from 'node:timers/promises'
import { flattenObservation, type RewardTask, sceneToText } from '@gencode/env'
import { evaluate, policyFunction, TrainError, type TrainedPolicy } from '@gencode/train'
import { loadConfig, withConfig } from '../config.ts'
import { counted } from '../counted.ts'
import { type ExitCode, exitCode, UsageError } from '../exit.ts'
import { interruptSignal } from '../interrupt.ts'
import { Output, type OutputFlags } from '../output.ts'
import { readPolicy } from '../read-policy.ts'
import { resolveTask, type TaskFlags } from '../resolve-task.ts'

/** The flags of `gencode evaluate`. */
export interface EvaluateFlags extends OutputFlags, TaskFlags {
  readonly episodes?: number
  readonly seed?: number
  /** Play one episode in the terminal. */
  readonly show?: boolean
}

/** `gencode evaluate`: measures a saved policy by the task's own rule, and shows it. */
export async function evaluatePolicy(file: string, flags: EvaluateFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const signal = interruptSignal((line) => output.note(line))
  const task = await resolveTask(withConfig(flags, await loadConfig(process.cwd())))
  if (task.kind !== 'reward')
    throw new UsageError(`${task.id} is no reward task, so there is no policy to measure.`)
  const policy = await readPolicy(file)
  const { episodes, seed } = flags
  try {
    const measured = await evaluate(policy, task, { episodes, seed, signal })
    const [low, high] = measured.interval
    const figures = [
      `success rate ${measured.successRate.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}] over ${counted(measured.episodes, 'episode')}`,
      `environment's return ${measured.environmentReturn.toFixed(2)}`,
      ...Object.entries(measured.metrics).map(([name, value]) => `${name} ${value.toFixed(2)}`),
    ]
    for (const line of figures) output.result(line)
    if (flags.show) await show(task, policy, seed ?? 0, output, signal)
    output.document({ ok: true, env: task.id, ...measured })
    return exitCode.done
  } catch (error) {
    if (!(error instanceof TrainError)) throw error
    throw new UsageError(error.message, { cause: error })
  }
}

/** Milliseconds between two frames. */
const frameMs = 40

/** Plays one episode: each frame in the place of the last where a person watches, else the last one alone. */
async function show(
  task: RewardTask,
  policy: TrainedPolicy,
  seed: number,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const env = await task.makeEnv()
  const act = policyFunction(policy)
  const frame = (): string => {
    const scene = env.render()
    return scene ? sceneToText(scene, { color: output.colors.isColorSupported }) : ''
  }
  try {
    let observed = env.reset({ seed }).observation
    for (let ended = false; !ended; ) {
      const { observation, terminated, truncated } = env.step(
        act(flattenObservation(env.observationSpace, observed)),
      )
      observed = observation
      ended = terminated || truncated
      if (!output.live) continue
      const text = frame()
      if (text === '') return
      output.note(text)
      await setTimeout(frameMs, undefined, { signal })
      if (!ended) process.stderr.write(`\u001b[${text.split('\n').length}F`)
    }
    if (!output.live) output.note(frame())
  } finally {
    env.close()
  }
}
