import { flattenInto, type RewardTask, type Space, type StepResult } from '@gencode/env'
import { TrainError } from './errors.ts'

/**
 * An observation's numbers, written into an array from `offset` on.
 *
 * @throws EnvError where it is not of the space's form; TrainError for numbers that no policy can act on
 */
export function observeInto(
  { id }: RewardTask,
  space: Space,
  observation: unknown,
  target: { [index: number]: number },
  offset = 0,
): void {
  const end = flattenInto(space, observation, target, offset)
  for (let index = offset; index < end; index++)
    if (!Number.isFinite(target[index]))
      throw brokenPromise(id, `number ${index - offset} of an observation is ${target[index]}`)
}

/** A step that figures can be made of. @throws TrainError where it is none, or its reward no finite number */
export function checkedStep({ id }: RewardTask, step: StepResult): StepResult {
  if (typeof step !== 'object' || step === null) throw brokenPromise(id, `step gives ${String(step)}`)
  if (Number.isFinite(step.reward)) return step
  throw brokenPromise(id, `the reward of a step is ${String(step.reward)}`)
}

function brokenPromise(id: string, what: string): TrainError {
  return new TrainError(
    `The environment of ${id} breaks a promise: ${what}. checkEnv of @gencode/env tells all that it breaks.`,
  )
}
