import { exp, log } from './exp-log'
import { normal, uniform } from './random'

/*
 * What a policy's outputs mean. A row of actions holds, as floats, for choices one place for each group of outputs;
 * for switches 0 or 1, and for numbers the number, for each output.
 */
export const choices = 0
export const switches = 1

/** Half the logarithm of 2 pi. */
export const halfLog2Pi: f64 = 0.9189385332046727

/** The logarithm of the sum of so many floats' exponentials. */
function logSum(values: usize, count: i32): f64 {
  let greatest = load<f32>(values)
  for (let index = 1; index < count; index++) {
    const each = load<f32>(values + ((<usize>index) << 2))
    if (each > greatest) greatest = each
  }
  let sum: f64 = 0
  for (let index = 0; index < count; index++)
    sum += exp(<f64>(load<f32>(values + ((<usize>index) << 2)) - greatest))
  return <f64>greatest + log(sum)
}

/** ln(1 + e to the x). */
export function softPlus(x: f64): f64 {
  return max(x, 0) + log(1 + exp(-abs(x)))
}

/**
 * Draws a row of actions for each row of outputs, and the logarithm of its likelihood.
 *
 * @param groups for choices, how many outputs each group has (32-bit integers)
 * @param count how many groups; else how many outputs
 * @param outputs how many outputs a row has room for
 * @param logDeviation for numbers, one for each
 */
export function sample(
  rows: i32,
  head: i32,
  groups: usize,
  count: i32,
  outputs: i32,
  y: usize,
  logDeviation: usize,
  actions: usize,
  logLikelihood: usize,
  random: usize,
): void {
  for (let row = 0; row < rows; row++) {
    let values = y + ((<usize>row * <usize>outputs) << 2)
    let likelihood: f64 = 0
    for (let index = 0; index < count; index++) {
      const at = (<usize>index) << 2
      let action: f64 = 0
      if (head === choices) {
        const group = load<i32>(groups + at)
        const whole = logSum(values, group)
        let left = uniform(random)
        let chosen = 0
        for (; chosen < group - 1; chosen++) {
          left -= exp(<f64>load<f32>(values + ((<usize>chosen) << 2)) - whole)
          if (left < 0) break
        }
        action = <f64>chosen
        likelihood += <f64>load<f32>(values + ((<usize>chosen) << 2)) - whole
        values += (<usize>group) << 2
      } else if (head === switches) {
        const value = <f64>load<f32>(values + at)
        const on = uniform(random) < 1 / (1 + exp(-value))
        action = on ? 1 : 0
        likelihood -= softPlus(on ? -value : value)
      } else {
        const spread = <f64>load<f32>(logDeviation + at)
        const z = normal(random)
        action = <f64>load<f32>(values + at) + exp(spread) * z
        likelihood -= 0.5 * z * z + spread + halfLog2Pi
      }
      store<f32>(actions + at, <f32>action)
    }
    actions += (<usize>count) << 2
    store<f32>(logLikelihood + ((<usize>row) << 2), <f32>likelihood)
  }
}
