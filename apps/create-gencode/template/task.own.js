import { BaseEnv, Discrete, make, register, rewardTask } from '@gencode/env'

/**
 * Ten cells in a row: left (0) or right (1), from the middle to the right end. Change it into your own world.
 *
 * @extends {BaseEnv<number, number>}
 */
export class Corridor extends BaseEnv {
  observationSpace = new Discrete(10)
  actionSpace = new Discrete(2)
  #cell = 5

  /** @param {import('@gencode/env').ResetOptions} [options] */
  reset(options) {
    this.reseed(options)
    this.#cell = this.rng.integers(3, 7)
    return { observation: this.#cell, info: {} }
  }

  /** @param {number} action */
  step(action) {
    this.#cell = Math.max(0, this.#cell + (action === 1 ? 1 : -1))
    const terminated = this.#cell === 9
    return { observation: this.#cell, reward: terminated ? 1 : 0, terminated, truncated: false, info: {} }
  }
}

register('Corridor-v0', { create: () => new Corridor(), maxEpisodeSteps: 30 })

export const task = rewardTask({
  id: 'Corridor-v0',
  goal: 'Reach the right end of the corridor, cell 9, within 30 steps.',
  observation: [{ index: 0, name: 'cell, from 0 on the left', low: 0, high: 9 }],
  trainer: { id: 'cross-entropy', settings: {}, budget: 5_000 },
  makeEnv: (options) => make('Corridor-v0', options),
  success: ({ terminated, truncated }) => ({ isSuccess: terminated, isFailure: truncated && !terminated }),
})
