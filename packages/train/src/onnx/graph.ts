import { bytes, integer, joined, type Parts } from './protobuf.ts'

/** The numbers of ONNX's types. */
const types = { float: 1, integer: 7 }

/** An ONNX graph as it is put together. */
export interface OnnxGraph {
  /** Numbers that the graph holds; gives their name. */
  floats(values: Iterable<number>, shape: readonly number[]): string
  integers(values: readonly number[], shape?: readonly number[]): string
  /** A node with whole-number attributes; gives its output's name. */
  node(operator: string, inputs: readonly string[], attributes?: Readonly<Record<string, number>>): string
  /** The model's file. */
  model(input: Value, outputs: readonly (Value & { readonly from: string })[]): Uint8Array
}

/** Something that goes in or comes out: rows of numbers, or a number for each row. */
interface Value {
  readonly name: string
  readonly type: keyof typeof types
  /** Numbers of a row; without it there is one number for each row. */
  readonly size?: number
}

/** Operators of opset 17, which onnxruntime knows since 1.12. @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
export function onnxGraph(): OnnxGraph {
  const nodes: Parts[] = []
  const constants: Parts[] = []
  let count = 0
  const named = (): string => `v${count++}`

  function constant(type: number, shape: readonly number[], data: ArrayBuffer): string {
    const name = named()
    const dimensions = shape.flatMap((length) => integer(1, length))
    constants.push([...dimensions, ...integer(2, type), ...bytes(8, name), ...bytes(9, new Uint8Array(data))])
    return name
  }

  function node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, number>> = {},
    output = named(),
  ): string {
    const given = Object.entries(attributes).flatMap(([name, value]) =>
      bytes(5, [...bytes(1, name), ...integer(3, value), ...integer(20, 2)]),
    )
    nodes.push([
      ...inputs.flatMap((input) => bytes(1, input)),
      ...bytes(2, output),
      ...bytes(4, operator),
      ...given,
    ])
    return output
  }

  return {
    floats(values, shape) {
      const numbers = [...values]
      const view = new DataView(new ArrayBuffer(4 * numbers.length))
      for (const [index, value] of numbers.entries()) view.setFloat32(4 * index, value, true)
      return constant(types.float, shape, view.buffer)
    },
    integers(values, shape = [values.length]) {
      const view = new DataView(new ArrayBuffer(8 * values.length))
      for (const [index, value] of values.entries()) view.setBigInt64(8 * index, BigInt(value), true)
      return constant(types.integer, shape, view.buffer)
    },
    node: (operator, inputs, attributes) => node(operator, inputs, attributes),
    model(input, outputs) {
      for (const { name, from } of outputs) node('Identity', [from], {}, name)
      const graph: Parts = [
        ...nodes.flatMap((each) => bytes(1, each)),
        ...bytes(2, 'policy'),
        ...constants.flatMap((each) => bytes(5, each)),
        ...bytes(11, described(input)),
        ...outputs.flatMap((each) => bytes(12, described(each))),
      ]
      const opset = [...bytes(1, ''), ...integer(2, 17)]
      return joined([...integer(1, 8), ...bytes(2, '@gencode/train'), ...bytes(7, graph), ...bytes(8, opset)])
    },
  }
}

function described({ name, type, size }: Value): Parts {
  const rows = bytes(1, bytes(2, 'rows'))
  const shape = size === undefined ? rows : [...rows, ...bytes(1, integer(1, size))]
  const tensor = [...integer(1, types[type]), ...bytes(2, shape)]
  return [...bytes(1, name), ...bytes(2, bytes(1, tensor))]
}
