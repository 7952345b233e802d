import { helperMembers } from '@gencode/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox, SandboxRuntimeError } from './index.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox({ timeoutMs: 2000 })
})
const value = (expression: string): unknown => sandbox.compile(`() => ${expression}`)()

describe('np', () => {
  it('has the members of the contract package, and no others', () => {
    const members = value(
      'Object.keys(np).flatMap((key) => typeof np[key] === "object" ? Object.keys(np[key]).map((inner) => key + "." + inner) : key)',
    )
    expect([...(members as string[])].sort()).toEqual([...helperMembers].sort())
  })

  // The expected values are numpy's (2.x).
  it.each<[string, unknown]>([
    ['np.abs(-2)', 2],
    ['np.abs([-1, [2, -3]])', [1, [2, 3]]],
    ['np.exp([0, 1])', [1, Math.E]],
    ['np.log(1)', 0],
    ['np.sqrt([4, 9])', [2, 3]],
    ['np.sin(0)', 0],
    ['np.cos([0])', [1]],
    ['np.tanh(0)', 0],
    ['np.clip([-2, 0.5, 2], -1, 1)', [-1, 0.5, 1]],
    ['np.clip(5, null, 3)', 3],
    ['np.clip([1, 2], [2, 0], 3)', [2, 2]],
    ['np.sum([1, [2, 3]])', 6],
    ['np.sum([0.1, 0.2, 0.3, -0.3, -0.2, -0.1])', 0],
    ['np.sum([1e16, 1, -1e16])', 1],
    ['np.sum([])', 0],
    ['np.sum([1, Infinity])', Number.POSITIVE_INFINITY],
    ['np.sum([true, true, false])', 2],
    ['np.mean([1, 2, 3, 4])', 2.5],
    ['np.mean([])', Number.NaN],
    ['np.std([1, 2, 3, 4])', Math.sqrt(1.25)],
    ['np.std([5])', 0],
    ['np.min([3, [1, 2]])', 1],
    ['np.max([1, NaN])', Number.NaN],
    ['np.dot([1, 2, 3], [4, 5, 6])', 32],
    ['np.dot([[1, 2], [3, 4]], [5, 6])', [17, 39]],
    [
      'np.dot([[1, 2], [3, 4]], [[5, 6], [7, 8]])',
      [
        [19, 22],
        [43, 50],
      ],
    ],
    ['np.dot([1, 2], [[1, 2], [3, 4]])', [7, 10]],
    ['np.dot(3, [1, 2])', [3, 6]],
    ['np.linalg.norm([3, 4])', 5],
    ['np.linalg.norm([3 * 2 ** 600, 4 * 2 ** 600])', 5 * 2 ** 600],
    ['np.linalg.norm([0, 0])', 0],
    ['np.array([1, [2]])', [1, [2]]],
    ['np.zeros(2)', [0, 0]],
    [
      'np.ones([2, 2])',
      [
        [1, 1],
        [1, 1],
      ],
    ],
    ['np.linspace(0, 1, 5)', [0, 0.25, 0.5, 0.75, 1]],
    ['np.linspace(2, 3, 1)', [2]],
    ['np.linspace(0, 1).length', 50],
    ['np.square([-2, 3])', [4, 9]],
    ['np.power(2, [1, 2, 3])', [2, 4, 8]],
    ['np.power([2, 3], [3, 2])', [8, 9]],
    ['np.sign([-3, 0, 4])', [-1, 0, 1]],
    ['np.maximum([1, 5], [3, 2])', [3, 5]],
    ['np.minimum([1, 5], 2)', [1, 2]],
    [
      'np.maximum([[1, 2], [3, 4]], [2, 3])',
      [
        [2, 3],
        [3, 4],
      ],
    ],
    ['np.argmax([1, 3, 3])', 1],
    ['np.argmax([1, NaN, 3])', 1],
    ['np.where([true, false], [1, 2], [3, 4])', [1, 4]],
    ['np.where(true, 1, 2)', 1],
    ['np.where([1, 0], 5, [6, 7])', [5, 7]],
    ['np.where(false, [1, 2], 0)', [0, 0]],
    ['np.where([true], NaN, 0)', [Number.NaN]],
    ['np.pi', Math.PI],
    ['np.inf', Number.POSITIVE_INFINITY],
    ['np.sum(new Float64Array([1, 2]))', 3],
    ['np.max([1, 2], 0)', 2],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(expected)
  })

  it.each([
    'np.min([])',
    'np.max([])',
    'np.argmax([])',
    'np.sum("12")',
    'np.abs(null)',
    'np.abs({})',
    'np.dot([1], [1, 2])',
    'np.maximum([1, 2], [1, 2, 3])',
    'np.zeros(-1)',
    'np.zeros(0.5)',
    'np.where([true])',
    'np.sum([[1, 2], [3, 4]], 1)',
  ])('says what is wrong with %s', (expression) => {
    expect(() => value(expression)).toThrow(SandboxRuntimeError)
    expect(() => value(expression)).toThrow(/np/)
  })

  it('does not change what it is given', () => {
    const code = '() => { const a = [1, [2]]; np.abs(a); np.array(a)[1][0] = 7; np.clip(a, 0, 1); return a }'
    expect(sandbox.compile(code)()).toEqual([1, [2]])
  })
})
