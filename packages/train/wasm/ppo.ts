import { exp, log } from './exp-log'
import { choices, halfLog2Pi, softPlus, switches } from './head'

function at(floats: usize, index: i32): f64 {
  return <f64>load<f32>(floats + ((<usize>index) << 2))
}

function put(floats: usize, index: i32, value: f64): void {
  store<f32>(floats + ((<usize>index) << 2), <f32>value)
}

/** (advantage - mean) / standard deviation, in place. */
export function standardise(count: i32, numbers: usize): void {
  if (count < 2) return
  let mean: f64 = 0
  for (let row = 0; row < count; row++) mean += at(numbers, row)
  mean /= <f64>count
  let squares: f64 = 0
  for (let row = 0; row < count; row++) squares += (at(numbers, row) - mean) * (at(numbers, row) - mean)
  const deviation = sqrt<f64>(squares / <f64>(count - 1)) + 1e-8
  for (let row = 0; row < count; row++)
    store<f32>(numbers + ((<usize>row) << 2), <f32>((at(numbers, row) - mean) / deviation))
}

/**
 * PPO's clipped policy loss, less the weighted entropy (Schulman et al. 2017), as the mean over the rows.
 *
 * @param dy where the gradient of the outputs goes; all of a row's room is written
 * @param dLogDeviation where, for numbers, that of their logarithmic deviations is added
 * @param told four doubles: policy loss, entropy, approximate divergence of the policies, share clipped
 * @param scratch room for a double for each group
 */
export function policyLoss(
  rows: i32,
  head: i32,
  groups: usize,
  count: i32,
  outputs: i32,
  y: usize,
  dy: usize,
  actions: usize,
  oldLogLikelihood: usize,
  advantages: usize,
  logDeviation: usize,
  dLogDeviation: usize,
  clip: f64,
  entropyWeight: f64,
  told: usize,
  scratch: usize,
): void {
  const share: f64 = 1 / <f64>rows
  const weight = entropyWeight * share
  let loss: f64 = 0
  let entropy: f64 = 0
  let divergence: f64 = 0
  let clipped: f64 = 0
  const width = (<usize>outputs) << 2
  memory.fill(dy, 0, <usize>rows * width)
  for (let row = 0; row < rows; row++) {
    let likelihood: f64 = 0
    if (head === choices) likelihood = likelihoodOfChoices(groups, count, y, dy, actions, scratch)
    else if (head === switches) likelihood = likelihoodOfSwitches(count, y, actions)
    else likelihood = likelihoodOfNumbers(count, y, actions, logDeviation)
    const logRatio = likelihood - at(oldLogLikelihood, row)
    const ratio = exp(logRatio)
    const advantage = at(advantages, row)
    const isCut = advantage >= 0 ? ratio > 1 + clip : ratio < 1 - clip
    const slope = isCut ? 0 : -advantage * ratio * share
    loss -= (isCut ? (advantage >= 0 ? 1 + clip : 1 - clip) : ratio) * advantage * share
    divergence += (ratio - 1 - logRatio) * share
    if (abs(ratio - 1) > clip) clipped += share
    let own: f64 = 0
    if (head === choices) own = slopeOfChoices(groups, count, y, dy, actions, scratch, slope, weight)
    else if (head === switches) own = slopeOfSwitches(count, y, dy, actions, slope, weight)
    else own = slopeOfNumbers(count, y, dy, actions, logDeviation, dLogDeviation, slope, weight)
    entropy += own * share
    y += width
    dy += width
    actions += (<usize>count) << 2
  }
  store<f64>(told, loss)
  store<f64>(told, entropy, 8)
  store<f64>(told, divergence, 16)
  store<f64>(told, clipped, 24)
}

/** Leaves each output's probability in dy, and the logarithm of each group's sum in scratch. */
function likelihoodOfChoices(
  groups: usize,
  count: i32,
  y: usize,
  dy: usize,
  actions: usize,
  scratch: usize,
): f64 {
  let likelihood: f64 = 0
  for (let index = 0; index < count; index++) {
    const group = load<i32>(groups + ((<usize>index) << 2))
    let greatest = at(y, 0)
    for (let each = 1; each < group; each++) if (at(y, each) > greatest) greatest = at(y, each)
    let sum: f64 = 0
    for (let each = 0; each < group; each++) {
      const power = exp(at(y, each) - greatest)
      sum += power
      put(dy, each, power)
    }
    const whole = greatest + log(sum)
    const share = 1 / sum
    for (let each = 0; each < group; each++) put(dy, each, at(dy, each) * share)
    store<f64>(scratch + ((<usize>index) << 3), whole)
    likelihood += at(y, <i32>at(actions, index)) - whole
    y += (<usize>group) << 2
    dy += (<usize>group) << 2
  }
  return likelihood
}

function likelihoodOfSwitches(count: i32, y: usize, actions: usize): f64 {
  let likelihood: f64 = 0
  for (let index = 0; index < count; index++)
    likelihood -= softPlus(at(actions, index) > 0 ? -at(y, index) : at(y, index))
  return likelihood
}

function likelihoodOfNumbers(count: i32, y: usize, actions: usize, logDeviation: usize): f64 {
  let likelihood: f64 = 0
  for (let index = 0; index < count; index++) {
    const z = (at(actions, index) - at(y, index)) * exp(-at(logDeviation, index))
    likelihood -= 0.5 * z * z + at(logDeviation, index) + halfLog2Pi
  }
  return likelihood
}

/** Writes slope times the gradient of the likelihood, less weight times that of the entropy; gives the entropy. */
function slopeOfChoices(
  groups: usize,
  count: i32,
  y: usize,
  dy: usize,
  actions: usize,
  scratch: usize,
  slope: f64,
  weight: f64,
): f64 {
  let entropy: f64 = 0
  for (let index = 0; index < count; index++) {
    const group = load<i32>(groups + ((<usize>index) << 2))
    const whole = load<f64>(scratch + ((<usize>index) << 3))
    const chosen = <i32>at(actions, index)
    let own: f64 = 0
    for (let each = 0; each < group; each++) own -= at(dy, each) * (at(y, each) - whole)
    for (let each = 0; each < group; each++) {
      const likelihood = at(dy, each)
      const towards = (each === chosen ? 1 : 0) - likelihood
      put(dy, each, slope * towards + weight * likelihood * (at(y, each) - whole + own))
    }
    entropy += own
    y += (<usize>group) << 2
    dy += (<usize>group) << 2
  }
  return entropy
}

function slopeOfSwitches(count: i32, y: usize, dy: usize, actions: usize, slope: f64, weight: f64): f64 {
  let entropy: f64 = 0
  for (let index = 0; index < count; index++) {
    const value = at(y, index)
    const likelihood = 1 / (1 + exp(-value))
    const towards = (at(actions, index) > 0 ? 1 : 0) - likelihood
    // The entropy's slope is -value p (1 - p).
    put(dy, index, slope * towards + weight * value * likelihood * (1 - likelihood))
    entropy += softPlus(value) - value * likelihood
  }
  return entropy
}

function slopeOfNumbers(
  count: i32,
  y: usize,
  dy: usize,
  actions: usize,
  logDeviation: usize,
  dLogDeviation: usize,
  slope: f64,
  weight: f64,
): f64 {
  let entropy: f64 = 0
  for (let index = 0; index < count; index++) {
    const precision = exp(-at(logDeviation, index))
    const z = (at(actions, index) - at(y, index)) * precision
    put(dy, index, slope * z * precision)
    put(dLogDeviation, index, at(dLogDeviation, index) + slope * (z * z - 1) - weight)
    entropy += 0.5 + halfLog2Pi + at(logDeviation, index)
  }
  return entropy
}

/**
 * The mean squared error of values, weighted; with a positive clip, of values that leave the old ones by that at most.
 *
 * @param outputs how many numbers a row of values has room for; the value is the first
 * @returns the loss without its weight
 */
export function valueLoss(
  rows: i32,
  outputs: i32,
  values: usize,
  dValues: usize,
  oldValues: usize,
  returns: usize,
  weight: f64,
  clip: f64,
): f64 {
  let loss: f64 = 0
  memory.fill(dValues, 0, (<usize>rows * <usize>outputs) << 2)
  for (let row = 0; row < rows; row++) {
    const place = row * outputs
    const move = at(values, place) - at(oldValues, row)
    const isCut = clip > 0 && abs(move) > clip
    const value = isCut ? at(oldValues, row) + min(max(move, -clip), clip) : at(values, place)
    const error = value - at(returns, row)
    loss += (error * error) / <f64>rows
    if (!isCut) store<f32>(dValues + ((<usize>place) << 2), <f32>((weight * 2 * error) / <f64>rows))
  }
  return loss
}
