import type { Policy } from '@gencode/contract/types'
import { fromBase64 } from '../policy/base64.ts'
import { loadPolicy } from '../policy/load-policy.ts'
import { type MlpPolicy, networkShape } from '../policy/mlp-policy.ts'
import type { NetworkPolicy } from '../policy/network-policy.ts'
import { type Input, inputSize, type Output, observationSize, outputSize } from '../policy/spaces.ts'
import { type OnnxGraph, onnxGraph } from './graph.ts'

/**
 * A policy as an ONNX model, for onnxruntime in any language. Its input `observation` is rows of flattened observations
 * (32-bit floats); its outputs are `outputs`, what the policy computes for each row, and `action`: the choice of each row
 * (64-bit integers), or its choices, switches or numbers. It computes in 32-bit floats with the runtime's own functions, so
 * that outputs agree to about 1e-6 of their size.
 *
 * @throws TrainError where the policy is none
 */
export function policyToOnnx(saved: Policy): Uint8Array {
  const policy = loadPolicy(saved)
  const graph = onnxGraph()
  const encoded = encodedBy(graph, policy.inputs)
  const outputs = policy.kind === 'mlp' ? mlp(graph, policy, encoded) : network(graph, policy, encoded)
  const { type, size, name } = actionOf(graph, policy.output, outputs)
  return graph.model({ name: 'observation', type: 'float', size: observationSize(policy.inputs) }, [
    { name: 'outputs', type: 'float', size: outputSize(policy.output), from: outputs },
    { name: 'action', type, from: name, ...(size === undefined ? {} : { size }) },
  ])
}

/** What the policy's inputs make of the observation. */
function encodedBy(graph: OnnxGraph, inputs: readonly Input[]): string {
  let from = 0
  const parts = inputs.map((input) => {
    if (input.type === 'one-hot') {
      const column = graph.node('Gather', ['observation', graph.integers([from++], [])], { axis: 1 })
      const shifted = graph.node('Sub', [column, graph.floats([input.start], [])])
      const place = graph.node('Cast', [shifted], { to: 7 })
      return graph.node('OneHot', [place, graph.integers([input.n]), graph.floats([0, 1], [2])], { axis: -1 })
    }
    const { length } = input.center
    const places = Array.from({ length }, (_, index) => from + index)
    from += length
    const columns = graph.node('Gather', ['observation', graph.integers(places)], { axis: 1 })
    const centred = graph.node('Sub', [columns, graph.floats(input.center, [length])])
    return graph.node('Mul', [centred, graph.floats(input.scale, [length])])
  })
  return parts.length === 1 ? (parts[0] as string) : graph.node('Concat', parts, { axis: 1 })
}

function mlp(graph: OnnxGraph, policy: MlpPolicy, encoded: string): string {
  const numbers = fromBase64(policy.parameters) as Float32Array
  const { clip, hidden, activation } = policy
  let value =
    clip === null
      ? encoded
      : graph.node('Clip', [encoded, graph.floats([-clip], []), graph.floats([clip], [])])
  const { inputs, outputs } = networkShape(policy)
  let [place, before] = [0, inputs]
  for (const [index, units] of [...hidden, outputs].entries()) {
    const weights = graph.floats(numbers.subarray(place, place + units * before), [units, before])
    place += units * before
    const biases = graph.floats(numbers.subarray(place, place + units), [units])
    place += units
    before = units
    value = graph.node('Gemm', [value, weights, biases], { transB: 1 })
    if (index < hidden.length) value = graph.node(activation === 'tanh' ? 'Tanh' : 'Relu', [value])
  }
  return value
}

function network(graph: OnnxGraph, policy: NetworkPolicy, encoded: string): string {
  const { quadratic, hidden, parameters } = policy
  const plain = inputSize(policy.inputs)
  const places = Array.from({ length: plain }, (_, index) => index)
  const pairs = places.flatMap((one) => places.slice(one).map((other) => [one, other] as const))
  const side = (of: 0 | 1): string =>
    graph.node('Gather', [encoded, graph.integers(pairs.map((pair) => pair[of]))], { axis: 1 })
  const features = quadratic
    ? graph.node('Concat', [encoded, graph.node('Mul', [side(0), side(1)])], { axis: 1 })
    : encoded
  let place = 0
  /** Rows of a bias and weights. */
  const layer = (value: string, inputs: number, units: number): string => {
    const rows = Array.from({ length: units }, (_, unit) =>
      parameters.slice(place + unit * (inputs + 1), place + (unit + 1) * (inputs + 1)),
    )
    place += units * (inputs + 1)
    const weights = graph.floats(
      rows.flatMap((row) => row.slice(1)),
      [units, inputs],
    )
    const biases = graph.floats(
      rows.map((row) => row[0] as number),
      [units],
    )
    return graph.node('Gemm', [value, weights, biases], { transB: 1 })
  }
  const inputs = quadratic ? plain + pairs.length : plain
  const outputs = outputSize(policy.output)
  if (hidden === 0) return layer(features, inputs, outputs)
  const sums = layer(features, inputs, hidden)
  const sizes = graph.node('Add', [graph.node('Abs', [sums]), graph.floats([1], [])])
  return layer(graph.node('Div', [sums, sizes]), hidden, outputs)
}

interface Action {
  readonly name: string
  readonly type: 'float' | 'integer'
  readonly size?: number
}

/** What the outputs stand for. */
function actionOf(graph: OnnxGraph, output: Output, outputs: string): Action {
  const choice = (from: string, start: number): string =>
    graph.node('Add', [graph.node('ArgMax', [from], { axis: 1, keepdims: 0 }), graph.integers([start], [])])
  switch (output.type) {
    case 'choice':
      return { name: choice(outputs, output.start), type: 'integer' }
    case 'choices': {
      let from = 0
      const columns = output.n.map((n, index) => {
        const places = graph.integers(Array.from({ length: n }, (_, each) => from + each))
        from += n
        const chosen = choice(
          graph.node('Gather', [outputs, places], { axis: 1 }),
          output.start[index] as number,
        )
        return graph.node('Unsqueeze', [chosen, graph.integers([1])])
      })
      return { name: graph.node('Concat', columns, { axis: 1 }), type: 'integer', size: columns.length }
    }
    case 'switches': {
      const on = graph.node('Greater', [outputs, graph.floats([0], [])])
      return { name: graph.node('Cast', [on], { to: 7 }), type: 'integer', size: output.n }
    }
    case 'clipped':
      return { name: bounded(graph, output, outputs), type: 'float', size: output.low.length }
    case 'numbers':
      return {
        name: bounded(graph, output, scaled(graph, output, outputs)),
        type: 'float',
        size: output.low.length,
      }
  }
}

type Numbers = Extract<Output, { low: unknown }>

/** Clipped to the bounds, where there are any. */
function bounded(graph: OnnxGraph, { low, high }: Numbers, value: string): string {
  const most = 3.4028234663852886e38
  const size = [low.length]
  const above = graph.node('Max', [
    value,
    graph.floats(
      low.map((bound) => bound ?? -most),
      size,
    ),
  ])
  return graph.node('Min', [
    above,
    graph.floats(
      high.map((bound) => bound ?? most),
      size,
    ),
  ])
}

/** -1 to 1 put between the bounds, where there are both. */
function scaled(graph: OnnxGraph, { low, high }: Numbers, value: string): string {
  const size = [low.length]
  const both = low.map((bound, index) => [bound, high[index] ?? null] as const)
  const slopes = both.map(([from, to]) => (from === null || to === null ? 1 : (to - from) / 2))
  const middles = both.map(([from, to]) => (from === null || to === null ? 0 : (to + from) / 2))
  const stretched = graph.node('Mul', [value, graph.floats(slopes, size)])
  return graph.node('Add', [stretched, graph.floats(middles, size)])
}
