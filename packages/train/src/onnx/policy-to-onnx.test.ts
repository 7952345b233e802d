import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SpaceJson } from '@gencode/env'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasOnnxruntime, python } from '../../test/onnxruntime.ts'
import { toBase64 } from '../policy/base64.ts'
import { type MlpShape, mlpParameterCount } from '../policy/mlp-policy.ts'
import { parameterCount, policyShape } from '../policy/network-policy.ts'
import { policyFunction, type TrainedPolicy } from '../policy/saved-policy.ts'
import { plainInputsOf, plainOutputOf } from '../policy/spaces.ts'
import { stream } from '../random.ts'
import { policyToOnnx } from './policy-to-onnx.ts'

const observed: SpaceJson = {
  type: 'Tuple',
  spaces: [
    { type: 'Box', low: [-2, '-inf', 0], high: [2, 'inf', 1], shape: [3], dtype: 'float64' },
    { type: 'Discrete', n: 4, start: 1 },
  ],
}
const actions: Readonly<Record<string, SpaceJson>> = {
  Discrete: { type: 'Discrete', n: 3, start: -1 },
  MultiDiscrete: { type: 'MultiDiscrete', nvec: [2, 4], start: [0, 5] },
  MultiBinary: { type: 'MultiBinary', shape: [3] },
  Box: { type: 'Box', low: [-1, '-inf'], high: [0.5, 'inf'], shape: [2], dtype: 'float32' },
}

const draws = stream(1, 'parameters')
const numbers = (count: number): number[] => Array.from({ length: count }, () => draws.uniform(-1, 1))

function policies(action: SpaceJson): TrainedPolicy[] {
  const plain: MlpShape = {
    kind: 'mlp',
    inputs: plainInputsOf(observed),
    clip: null,
    hidden: [9, 5],
    activation: 'tanh',
    output: plainOutputOf(action),
  }
  const shapes = [plain, { ...plain, clip: 0.7, hidden: [], activation: 'relu' as const }]
  const mlps = shapes.map((shape) => ({
    ...shape,
    parameters: toBase64(Float32Array.from(numbers(mlpParameterCount(shape)))),
  }))
  const networks = [
    policyShape(observed, action),
    policyShape(observed, action, { quadratic: true, hidden: 3 }),
  ].map((shape) => ({ ...shape, parameters: numbers(parameterCount(shape)) }))
  return [...mlps, ...networks]
}

const program = `
import json, sys, numpy, onnxruntime
for line in sys.stdin:
    file, rows = json.loads(line)
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    _, action = session.run(None, {"observation": numpy.array(rows, dtype=numpy.float32)})
    print(json.dumps(action.tolist()))
`

describe.skipIf(!hasOnnxruntime)('a policy as an ONNX model', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gencode-onnx-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it.each(Object.keys(actions))('acts in onnxruntime as here, with %s actions', async (kind) => {
    const rows = Array.from({ length: 20 }, () => [...numbers(3), draws.integers(1, 5)])
    const asked: string[] = []
    const expected: unknown[][] = []
    for (const [index, policy] of policies(actions[kind] as SpaceJson).entries()) {
      const file = join(folder, `${kind}-${index}.onnx`)
      await writeFile(file, policyToOnnx(policy))
      asked.push(JSON.stringify([file, rows]))
      const act = policyFunction(policy)
      expected.push(rows.map((row) => act(row)))
    }
    const answer = execFileSync(python as string, ['-c', program], { input: `${asked.join('\n')}\n` })
    const given = String(answer).trim().split('\n')
    for (const [index, actions] of expected.entries())
      expect(JSON.parse(given[index] as string)).toEqual(actions.map(close))
  })
})

function close(action: unknown): unknown {
  if (Array.isArray(action)) return action.map(close)
  return Number.isInteger(action) ? action : expect.closeTo(action as number, 5)
}
