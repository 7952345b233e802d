import type { WorkerFunction } from '@gencode/sandbox'
import type { PlayedStep } from './player.ts'
import { Trace } from './trace.ts'

/** A compiled reward function in the sandbox's worker. */
// biome-ignore lint/suspicious/noExplicitAny: the task's contract knows the types
export type CompiledReward = WorkerFunction<any, any>

/** Rows that wait at most, so that a slow reward falls behind without piling up. */
const maxWaiting = 200

/** Computes the rewards of played steps in the sandbox, one crossing at a time. */
export class Meter {
  readonly trace: Trace = new Trace()
  readonly #onChange: () => void
  readonly #onError: (error: unknown) => void
  #reward: CompiledReward | undefined
  #waiting: PlayedStep[] = []
  #isBusy = false

  constructor(onChange: () => void, onError: (error: unknown) => void) {
    this.#onChange = onChange
    this.#onError = onError
  }

  /** Measures with this function from now on; with none, steps are passed over. */
  use(reward: CompiledReward | undefined): void {
    this.#reward = reward
    this.#waiting = []
    this.trace.clear()
    this.#onChange()
  }

  add(step: PlayedStep): void {
    if (!this.#reward) return
    if (this.#waiting.length < maxWaiting) this.#waiting.push(step)
    if (!this.#isBusy) void this.#measure()
  }

  async #measure(): Promise<void> {
    const reward = this.#reward
    const steps = this.#waiting.splice(0)
    if (!reward || steps.length === 0) return
    this.#isBusy = true
    try {
      const columns = [
        new Float64Array(steps.flatMap(({ observation }) => observation)),
        new Uint8Array(steps.map(({ isSuccess }) => Number(isSuccess))),
        new Uint8Array(steps.map(({ isFailure }) => Number(isFailure))),
      ]
      const result = await reward.batch(columns, { components: true })
      if (reward !== this.#reward) return
      this.trace.add(
        result,
        steps.map(({ step }) => step === 1),
      )
      this.#onChange()
    } catch (error) {
      if (reward !== this.#reward) return
      this.#reward = undefined
      this.#onError(error)
    } finally {
      this.#isBusy = false
    }
  }
}
