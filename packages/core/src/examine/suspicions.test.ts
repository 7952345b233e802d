import { task } from '@gencode/env'
import { expect, test } from 'vitest'
import { argumentsAt } from './call-probes.ts'
import { probesOf, type RewardProbes } from './gather-probes.ts'
import { type ProbeOutput, suspicions } from './suspicions.ts'

const cartPole = task('CartPole-v1')

type Reward = (o: number[], isSuccess: boolean, isFailure: boolean) => number | Record<string, number>

function outputOf(reward: Reward, probes: RewardProbes): ProbeOutput {
  const values = Array.from({ length: probes.rows }, (_, row) =>
    reward(...(argumentsAt(row, { contract: cartPole.contract, probes }) as [number[], boolean, boolean])),
  )
  const sum = (value: number | Record<string, number>) =>
    typeof value === 'number' ? value : Object.values(value).reduce((a, b) => a + b)
  const names = typeof values[0] === 'object' ? Object.keys(values[0]) : []
  const term = (name: string) =>
    Float64Array.from(values, (value) => (value as Record<string, number>)[name] ?? 0)
  return {
    rewards: Float64Array.from(values, sum),
    components: Object.fromEntries(names.map((name) => [name, term(name)])),
  }
}

const end = (o: number, isSuccess: boolean, isFailure: boolean) =>
  o + (isSuccess ? 10 : 0) - (isFailure ? 10 : 0)

test.each<[name: string, reward: Reward, codes: string[]]>([
  ['a fair reward', (o, s, f) => end(1 - Math.abs(o[2] as number), s, f), []],
  [
    'fair terms',
    (o, s, f) => ({ angle: -Math.abs(o[2] as number), end: end(0, s, f), place: -Math.abs(o[0] as number) }),
    [],
  ],
  ['a constant', () => 1, ['probe/constant', 'probe/ignores-failure']],
  ['only the end counts', (_o, s, f) => end(0, s, f), ['probe/saturated']],
  ['millions', (o, s, f) => end(1e8 * (o[2] as number), s, f), ['probe/huge-scale']],
  [
    'one huge term',
    (o, s, f) => ({ angle: end(1e5 * (o[2] as number), s, f), place: (o[0] as number) / 100 }),
    ['probe/dominated'],
  ],
  [
    'an explosion',
    (o, s, f) => end(Math.exp(Math.abs(100 * (o[2] as number))) / 1e3, s, f),
    ['probe/huge-scale', 'probe/dominated'],
  ],
  ['failure ignored', (o, s) => end(o[2] as number, s, false), ['probe/ignores-failure']],
  // A rule by which random play never wins (500 steps upright): nothing is asked of isSuccess.
  ['success ignored', (o, _s, f) => end(o[2] as number, false, f), []],
])('%s', async (_name, reward, codes) => {
  const probes = await probesOf(cartPole)
  const { errors, warnings } = suspicions(outputOf(reward, probes), probes)
  expect(errors).toEqual([])
  expect(warnings.map(({ code }) => code)).toEqual(codes)
})

test('a suspicion is an error, or not looked for, where the caller says so', async () => {
  const probes = await probesOf(cartPole)
  const output = outputOf(() => 1, probes)
  const { errors, warnings } = suspicions(output, probes, {
    'probe/constant': 'error',
    'probe/ignores-failure': 'off',
  })
  expect(errors.map(({ code }) => code)).toEqual(['probe/constant'])
  expect(warnings).toEqual([])
})

test('nothing is said of ordinary steps where every step ends its episode', async () => {
  const probes = await probesOf(cartPole)
  const [observations, , isFailure] = probes.columns
  const ending = { ...probes, columns: [observations, isFailure.map(() => 1), isFailure] as const }
  const { warnings } = suspicions(
    outputOf((o) => o[2] as number, probes),
    ending,
  )
  expect(warnings.map(({ code }) => code)).not.toContain('probe/saturated')
})
