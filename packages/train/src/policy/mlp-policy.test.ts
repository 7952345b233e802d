import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrainError } from '../errors.ts'
import { layersOf, weightPlace } from '../kernel/layers.ts'
import { createKernel } from '../kernel/load-kernel.ts'
import { alloc, createNetwork } from '../kernel/network.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { loadPolicy } from './load-policy.ts'
import { type MlpShape, mlpFunction, mlpParameterCount, mlpPolicy, networkShape } from './mlp-policy.ts'
import { policyFunction } from './saved-policy.ts'
import { tanh } from './tanh.ts'

const numbers = (count: number) => ({ center: new Array(count).fill(0), scale: new Array(count).fill(1) })

const shape = (inputs: number, hidden: readonly number[], n: number): MlpShape => ({
  kind: 'mlp',
  inputs: [{ type: 'numbers', ...numbers(inputs) }],
  clip: null,
  hidden,
  activation: 'tanh',
  output: { type: 'choice', n, start: 0 },
})

describe('a policy with hidden layers', () => {
  it('gives the bits of the kernel, whatever its sizes, its parameters and how many rows are worked on', async () => {
    const kernel = await createKernel()
    const size = fc.integer({ min: 1, max: 21 })
    await fc.assert(
      fc.asyncProperty(
        size,
        fc.array(size, { maxLength: 3 }),
        size,
        fc.constantFrom('tanh', 'relu'),
        fc.infiniteStream(fc.float({ noNaN: true, min: -3, max: 3 })),
        async (inputs, hidden, outputs, activation, stream) => {
          const own = { ...shape(inputs, hidden, outputs), activation } as MlpShape
          const { count } = layersOf(networkShape(own))
          const parameters = alloc(kernel, count)
          const network = createNetwork(kernel, networkShape(own), parameters, parameters, 5)
          const values = kernel.floats(parameters, count)
          for (const layer of network.layers)
            for (let output = 0; output < layer.usedOutputs; output++) {
              for (let input = 0; input < layer.usedInputs; input++)
                values[weightPlace(layer, input, output)] = stream.next().value
              values[layer.biases + output] = stream.next().value
            }
          const [first, last] = [network.layers[0], network.layers.at(-1)]
          const width = first?.inputs as number
          const rows = Array.from({ length: 5 }, () =>
            Array.from({ length: inputs }, () => stream.next().value),
          )
          for (const [row, x] of rows.entries()) kernel.floats(network.x, 5 * width).set(x, row * width)
          network.forward(5)
          const { parameters: saved } = mlpPolicy(own, values)
          const act = mlpFunction(own, fromBase64(saved) as Float32Array)
          for (const [row, x] of rows.entries())
            expect(Array.from(act(Float32Array.from(x)), (each) => each + 0)).toEqual(
              Array.from(
                kernel.floats(network.y + 4 * row * (last?.outputs as number), outputs),
                (each) => each + 0,
              ),
            )
        },
      ),
      { numRuns: 60 },
    )
  })

  it('has a tanh within a few roundings of the true one, odd, and never beyond 1', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (x) => {
        const value = tanh(x)
        expect(Math.abs(value - Math.tanh(x))).toBeLessThan(5e-7)
        expect(Math.abs(value)).toBeLessThanOrEqual(1)
        expect(tanh(-x)).toBe(-value)
      }),
    )
  })

  it('is the same policy when it is loaded, and clips what it reads and does', () => {
    const box: MlpShape = {
      ...shape(2, [3], 1),
      clip: 2,
      output: { type: 'clipped', low: [-1, null], high: [1, null] },
    }
    const parameters = toBase64(
      Float32Array.from({ length: mlpParameterCount(box) }, (_, index) => index - 8),
    )
    const policy = { ...box, parameters }
    const act = policyFunction(loadPolicy(JSON.stringify(policy)) as typeof policy)
    expect(act([5, -7])).toEqual(act([2, -2]))
    const [bounded, free] = act([0.1, 0.2]) as [number, number]
    expect(Math.abs(bounded)).toBe(1)
    expect(Math.abs(free)).toBeGreaterThan(1)
  })

  it('is refused, with what is wrong, where it is none', () => {
    const own = shape(2, [3], 2)
    const parameters = toBase64(new Float32Array(mlpParameterCount(own)))
    const refused = (change: object): void => void loadPolicy({ ...own, parameters, ...change })
    expect(() => refused({})).not.toThrow()
    expect(() => refused({ clip: 0 })).toThrow(/clip is a positive number or null, not 0/)
    expect(() => refused({ hidden: [1e9] })).toThrow(/hidden is a list of counts/)
    expect(() => refused({ activation: 'gelu' })).toThrow(/"tanh" or "relu", not "gelu"/)
    expect(() => refused({ parameters: parameters.slice(8) })).toThrow(
      /are 17 finite 32-bit numbers in base64/,
    )
    expect(() => refused({ parameters: '§' })).toThrow(TrainError)
    expect(() => policyFunction({ ...own, parameters: '§' })).toThrow(/no base64; loadPolicy reads/)
    expect(() => refused({ parameters: toBase64(new Float32Array(17).fill(Number.NaN)) })).toThrow(TrainError)
  })
})
