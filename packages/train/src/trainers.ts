import { crossEntropy } from './cross-entropy.ts'
import { dqn } from './dqn/dqn.ts'
import { TrainError } from './errors.ts'
import { ppo } from './ppo/ppo.ts'
import type { Trainer } from './trainer.ts'

const makers: Readonly<Record<string, (settings: Readonly<Record<string, unknown>>) => Trainer>> = {
  'cross-entropy': crossEntropy,
  ppo,
  dqn,
}

/** The ids of this package's trainers. */
export const trainerIds: readonly string[] = Object.keys(makers)

/**
 * One of this package's trainers.
 *
 * @throws TrainError for another id, or settings out of range
 */
export function trainerOf(id: string, settings: Readonly<Record<string, unknown>> = {}): Trainer {
  const make = Object.hasOwn(makers, id) ? makers[id] : undefined
  if (!make)
    throw new TrainError(`There is no trainer ${JSON.stringify(id)}; there are ${trainerIds.join(', ')}`)
  return make(settings)
}

/** The trainer that was given. @throws TrainError where it is none, such as a name alone */
export function checkedTrainer(trainer: unknown): Trainer {
  if (typeof (trainer as Partial<Trainer> | null | undefined)?.train === 'function') return trainer as Trainer
  throw new TrainError(
    `trainer is what ppo(), dqn(), crossEntropy() or a function of your own gives, not ${JSON.stringify(trainer)}`,
  )
}
