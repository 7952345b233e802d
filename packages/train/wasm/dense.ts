import { tile } from './product'
import { tanh } from './tanh'

/*
 * Dense layers. Rows of activations are row-major. Weights lie in panels of 8 outputs: for each panel, for each input,
 * its 8 weights, so that the product's inner loop reads them one after another. Inputs are a multiple of 4, outputs of
 * 8; rows are worked on in fours, so arrays of rows have room for a multiple of 4.
 */

/** What a layer does with its sums. */
const none = 0
const hyperbolic = 1

const fours = (rows: i32): i32 => (rows + 3) & ~3

/** y = activation(x w + bias). */
export function forward(
  rows: i32,
  inputs: i32,
  outputs: i32,
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  activation: i32,
): void {
  const all = fours(rows)
  const xStep = (<usize>inputs) << 2
  const yStep = (<usize>outputs) << 2
  for (let panel = 0; panel < outputs; panel += 8) {
    const column = (<usize>panel) << 2
    const b = w + column * <usize>inputs
    for (let row = 0; row < all; row += 4)
      tile(inputs, x + <usize>row * xStep, xStep, 4, b, bias + column, y + <usize>row * yStep + column, yStep)
  }
  if (activation === none) return
  const end = y + <usize>all * yStep
  if (activation === hyperbolic) for (let at = y; at < end; at += 16) v128.store(at, tanh(v128.load(at)))
  else for (let at = y; at < end; at += 16) v128.store(at, f32x4.pmax(f32x4.splat(0), v128.load(at)))
}

/** Takes the gradient of a layer's outputs y to that of its sums, in place. */
export function backwardActivation(rows: i32, outputs: i32, y: usize, dy: usize, activation: i32): void {
  if (activation === none) return
  const end = (<usize>rows * <usize>outputs) << 2
  for (let at: usize = 0; at < end; at += 16) {
    const value = v128.load(y + at)
    const gradient = v128.load(dy + at)
    v128.store(
      dy + at,
      activation === hyperbolic
        ? f32x4.mul(gradient, f32x4.sub(f32x4.splat(1), f32x4.mul(value, value)))
        : v128.and(gradient, f32x4.gt(value, f32x4.splat(0))),
    )
  }
}

/**
 * The gradients of a layer's weights (in panels) and biases from those of its sums.
 *
 * @param scratch rows x (inputs + 8) numbers
 */
export function backwardWeights(
  rows: i32,
  inputs: i32,
  outputs: i32,
  x: usize,
  dy: usize,
  dw: usize,
  dbias: usize,
  scratch: usize,
): void {
  const panelBytes = (<usize>rows) << 5
  const columns = scratch + panelBytes
  // Four inputs of all rows, one after another: with a stride of a power of two they would fall on the same cache lines.
  for (let k = 0; k < inputs; k += 4) {
    let to = columns + <usize>k * ((<usize>rows) << 2)
    let from = x + ((<usize>k) << 2)
    for (let row = 0; row < rows; row++) {
      v128.store(to, v128.load(from))
      to += 16
      from += (<usize>inputs) << 2
    }
  }
  for (let panel = 0; panel < outputs; panel += 8) {
    let from = dy + ((<usize>panel) << 2)
    let low = f32x4.splat(0)
    let high = f32x4.splat(0)
    for (let to = scratch; to < columns; to += 32) {
      const a = v128.load(from)
      const b = v128.load(from, 16)
      v128.store(to, a)
      v128.store(to, b, 16)
      low = f32x4.add(low, a)
      high = f32x4.add(high, b)
      from += (<usize>outputs) << 2
    }
    v128.store(dbias + ((<usize>panel) << 2), low)
    v128.store(dbias + ((<usize>panel) << 2), high, 16)
    const to = dw + ((<usize>panel) << 2) * <usize>inputs
    for (let k = 0; k < inputs; k += 4)
      tile(rows, columns + <usize>k * ((<usize>rows) << 2), 4, 16, scratch, 0, to + ((<usize>k) << 5), 32)
  }
}

/**
 * The gradient of a layer's inputs (a multiple of 8 of them) from that of its sums.
 *
 * @param scratch outputs x 8 numbers
 */
export function backwardInputs(
  rows: i32,
  inputs: i32,
  outputs: i32,
  dy: usize,
  w: usize,
  dx: usize,
  scratch: usize,
): void {
  const all = fours(rows)
  const xStep = (<usize>inputs) << 2
  const yStep = (<usize>outputs) << 2
  for (let panel = 0; panel < inputs; panel += 8) {
    for (let output = 0; output < outputs; output += 8) {
      const from = w + ((<usize>output) << 2) * <usize>inputs + ((<usize>panel) << 5)
      const to = scratch + ((<usize>output) << 5)
      transpose(from, to)
      transpose(from + 16, to + 128)
      transpose(from + 128, to + 16)
      transpose(from + 144, to + 144)
    }
    const column = (<usize>panel) << 2
    for (let row = 0; row < all; row += 4)
      tile(outputs, dy + <usize>row * yStep, yStep, 4, scratch, 0, dx + <usize>row * xStep + column, xStep)
  }
}

/** A block of 4 x 4 in rows of 8. */
function transpose(from: usize, to: usize): void {
  const a = v128.load(from)
  const b = v128.load(from, 32)
  const c = v128.load(from, 64)
  const d = v128.load(from, 96)
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
  const ba = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
  const dc = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5))
  v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 32)
  v128.store(to, v128.shuffle<f32>(ba, dc, 0, 1, 4, 5), 64)
  v128.store(to, v128.shuffle<f32>(ba, dc, 2, 3, 6, 7), 96)
}
