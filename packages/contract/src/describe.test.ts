import { expect, it } from 'vitest'
import * as z from 'zod'
import { defineContract, describeContract, type ObservationDocInput, rewardContract } from './index.ts'

it('describes a reward function of Python by its head and its docstring', () => {
  const contract = rewardContract([{ index: 0, name: 'angle', unit: 'rad', low: -1, high: 1 }], {
    action: [{ index: 0, name: 'torque', low: -2, high: 2 }],
  })
  expect(describeContract(contract, { language: 'python' })).toBe(
    `def reward_fn(observations: np.ndarray, is_success: bool, is_failure: bool, action: np.ndarray) -> float | tuple[float, dict[str, float]]:
    """Computes the reward of one step of a reinforcement-learning episode.

    Args:
        observations: The observation after the step
            [0] angle (rad), from -1 to 1
        is_success: True on a step that reaches the goal
        is_failure: True on a step that fails the task
        action: The action that was taken in the step
            [0] torque, from -2 to 2

    Returns:
        The reward, a finite number; or the reward with its named terms
        As \`reward\`, or \`reward, {"term": number, ...}\`.
    """`,
  )
})

it('describes another function of Python, whose texts cannot end the docstring', () => {
  const contract = defineContract({
    name: 'priceOf',
    description: 'Ends """ here, and \\ there.',
    parameters: [
      { name: 'taxRate', description: 'a share', schema: z.number(), layout: 'number' },
      { name: 'basket', description: 'goods', schema: z.array(z.string()), layout: 'json' },
    ],
    result: { schema: z.object({ cents: z.int() }), layout: 'json' },
  })
  expect(describeContract(contract, { language: 'python' })).toBe(
    `def price_of(tax_rate: float, basket: object):\n    """Ends ''' here, and / there.\n\n    Args:\n        tax_rate: a share\n        basket: goods\n    """`,
  )
})

it('says what is returned, where the contract says it', () => {
  expect(describeContract(rewardContract([{ index: 0, name: 'x', low: 0, high: 1 }]))).toContain(
    ' * @returns The reward, a finite number; or the reward with its named terms\n */\nfunction rewardFn(',
  )
})

const body = (thing: string, from: number, low: number | '-inf' = '-inf'): ObservationDocInput[] =>
  ['mass', 'speed'].map((quantity, at) => ({
    index: from + at,
    name: `${thing}: ${quantity}`,
    unit: quantity === 'mass' ? 'kg' : 'm/s',
    low,
    high: 'inf',
  }))

it('has those numbers of a long observation that are of one thing share a line', () => {
  const things = Array.from({ length: 21 }, (_, index) => `leg ${index}`)
  const docs = [
    ...things.flatMap((thing, index) => body(thing, 2 * index, index === 20 ? 0 : '-inf')),
    { index: 42, name: 'height', unit: 'm', low: 0, high: 'inf' as const },
    { index: 43, name: 'foot: left', low: '-inf' as const, high: 3 },
    { index: 44, name: 'foot: right', low: 0, high: 1 },
  ]
  const text = describeContract(rewardContract(docs))
  expect(text).toContain(' *   [0] to [1] leg 0: mass (kg), speed (m/s), all unbounded\n')
  expect(text).toContain(' *   [2] to [3] leg 1: the same\n')
  expect(text).toContain(' *   [38] to [39] leg 19: the same\n')
  expect(text).toContain(' *   [40] to [41] leg 20: mass (kg), speed (m/s), all at least 0\n')
  expect(text).toContain(' *   [42] height (m), at least 0\n')
  expect(text).toContain(' *   [43] to [44] foot: left, at most 3; right, from 0 to 1\n')
  const short = describeContract(rewardContract(body('leg', 0)))
  expect(short).toContain(' *   [0] leg: mass (kg), unbounded\n *   [1] leg: speed (m/s), unbounded\n')
})
