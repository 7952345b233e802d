import { expect, it } from 'vitest'
import type { Reflection } from './reflection.ts'
import { reflectionText } from './reflection-text.ts'

const docs = [{ index: 0, name: 'pole angle', unit: 'rad', low: -1, high: 1 } as const]
const bare: Reflection = {
  successRate: 0.25,
  interval: [0.1, 0.4],
  rates: [0.25],
  metrics: {},
  steps: 12.3456,
  endings: { success: 3, failure: 6, other: 1 },
  course: [],
  terms: [],
  findings: [],
  samples: [],
}

it('says in a few lines what became of a training', () => {
  expect(reflectionText(bare, docs)).toBe(
    'Success: 0.25 [0.10, 0.40] in 1 training, by seed 0.25.\nOf 10 episodes of the trained policy 3 succeeded, 6 failed, 1 ran out; 12.3 steps each.',
  )
})

it('shows the course, the terms, the findings and two episodes, where there are some', () => {
  const statistics = { mean: 1, spread: 0.5, share: 0.256 }
  const text = reflectionText(
    {
      ...bare,
      rates: [0, 0.5],
      metrics: { height: 1.23456 },
      course: [{ steps: 1, successRate: 0.5, meanReturn: -12.345 }],
      terms: [
        {
          name: 'near',
          random: statistics,
          trained: statistics,
          course: [1, 2.5],
          successCorrelation: null,
          atLimit: 0,
          isFlag: false,
        },
        {
          name: 'far',
          random: statistics,
          trained: statistics,
          course: [1],
          successCorrelation: -0.5,
          atLimit: 0,
          isFlag: false,
        },
      ],
      findings: [
        { code: 'gamed', text: 'So.' },
        { code: 'flat-term', term: 'near', text: 'Thus.' },
      ],
      samples: [{ succeeded: false, length: 7, rows: [{ step: 1, observation: [0.1234567], reward: -1 }] }],
    },
    docs,
  )
  expect(text.split('\n')).toEqual([
    'Success: 0.25 [0.10, 0.40] in 2 trainings, by seed 0.00, 0.50.',
    'Of 10 episodes of the trained policy 3 succeeded, 6 failed, 1 ran out; 12.3 steps each. Measured: height 1.23.',
    'In training, success went 0.50; the reward -12.3.',
    'Terms (mean and spread with random actions, then with the trained policy; share of the reward; correlation with success):',
    '- near: 1 ± 0.5, then 1 ± 0.5; 26 %; none; mean in training 1, 2.5',
    '- far: 1 ± 0.5, then 1 ± 0.5; 26 %; -0.5',
    'Findings:',
    '- gamed: So.',
    '- flat-term (near): Thus.',
    'An episode that did not succeed (7 steps): step, reward, pole angle',
    '  1, -1, 0.123',
  ])
})
