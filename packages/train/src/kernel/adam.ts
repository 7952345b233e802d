import type { Address, Kernel } from './load-kernel.ts'
import { alloc } from './network.ts'

/** Adam's memory of a block of parameters. */
export interface Adam {
  /** One step along the gradients, scaled down where their norm is greater than `maxNorm`; none where it is not finite. */
  step(rate: number, maxNorm: number): void
  snapshot(): AdamState
}

/** As plain data. */
export interface AdamState {
  readonly steps: number
  readonly first: Float32Array
  readonly second: Float32Array
}

/** @param count a multiple of 4 */
export function createAdam(
  kernel: Kernel,
  parameters: Address,
  gradients: Address,
  count: number,
  epsilon: number,
  state?: AdamState,
): Adam {
  const first = alloc(kernel, count)
  const second = alloc(kernel, count)
  let steps = 0
  let decayed1 = 1
  let decayed2 = 1
  const count1 = (): void => {
    steps++
    decayed1 *= 0.9
    decayed2 *= 0.999
  }
  if (state) {
    kernel.floats(first, count).set(state.first)
    kernel.floats(second, count).set(state.second)
    while (steps < state.steps) count1()
  }
  return {
    step(rate, maxNorm) {
      const norm = kernel.norm(gradients, count)
      if (!Number.isFinite(norm)) return
      count1()
      const scale = norm > maxNorm ? maxNorm / (norm + 1e-6) : 1
      kernel.adam(
        count,
        parameters,
        gradients,
        first,
        second,
        scale,
        rate,
        1 - decayed1,
        1 - decayed2,
        epsilon,
      )
    },
    snapshot: () => ({
      steps,
      first: kernel.floats(first, count).slice(),
      second: kernel.floats(second, count).slice(),
    }),
  }
}
