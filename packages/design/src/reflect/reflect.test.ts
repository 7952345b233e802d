import { task } from '@gencode/env'
import type { EpisodeRecord } from '@gencode/train'
import { expect, it } from 'vitest'
import type { ScoredEpisode } from '../gate/score.ts'
import type { Training } from '../race/training.ts'
import { reflect } from './reflect.ts'

const played = (length: number, succeeded: boolean, fails: boolean): ScoredEpisode => ({
  episode: {
    by: 'policy',
    seed: 0,
    observations: Array.from({ length: length + 1 }, (_, step) => [step - 1]),
    actions: Array.from({ length }, () => 0),
    rewards: Array.from({ length }, () => 0),
    isSuccess: Array.from({ length }, (_, step) => succeeded && step === length - 1),
    isFailure: Array.from({ length }, (_, step) => fails && step === length - 1),
    terminated: fails,
    succeeded,
    failed: fails,
  } satisfies EpisodeRecord,
  rewards: Array.from({ length }, (_, step) => step / 10),
  terms: {},
})
const training = (
  successRate: number,
  points: readonly number[],
  metrics: Record<string, number> = {},
): Training =>
  ({
    successRate,
    metrics,
    curve: points.map((rate, index) => ({
      environmentSteps: 100 * (index + 1),
      successRate: rate,
      meanReturn: 10 * rate,
    })),
  }) as unknown as Training
const input = {
  task: task('CartPole-v1'),
  successRate: 0.5,
  interval: [0.2, 0.8] as const,
  trainings: [training(0.25, [0, 0.5]), training(0.75, [0.5, 1])],
  trained: [played(9, true, false), played(5, false, true), played(4, false, false)],
  random: [played(3, false, true)],
}

it('puts together how trainings went and how episodes ended', () => {
  const { rates, endings, steps, course, metrics } = reflect(input)
  expect({ rates, endings, steps, course, metrics }).toEqual({
    rates: [0.25, 0.75],
    endings: { success: 1, failure: 1, other: 1 },
    steps: 6,
    course: [
      { steps: 100, successRate: 0.25, meanReturn: 2.5 },
      { steps: 200, successRate: 0.75, meanReturn: 7.5 },
    ],
    metrics: {},
  })
})

it('shows five steps of the first episode that succeeded, and of the first that did not', () => {
  const [good, bad] = reflect(input).samples
  expect(good).toEqual({
    succeeded: true,
    length: 9,
    rows: [0, 2, 4, 6, 8].map((step) => ({ step: step + 1, observation: [step], reward: step / 10 })),
  })
  expect([bad?.succeeded, bad?.length, bad?.rows.map(({ step }) => step)]).toEqual([
    false,
    5,
    [1, 2, 3, 4, 5],
  ])
  expect(reflect({ ...input, trained: [played(1, true, false)] }).samples).toMatchObject([
    { succeeded: true, rows: [{ step: 1 }] },
  ])
})

it('takes ten points of a long course, the last one among them, and of a short one what there is', () => {
  const long = Array.from({ length: 35 }, (_, index) => index / 35)
  const { course } = reflect({ ...input, trainings: [training(0.5, long)] })
  expect(course).toHaveLength(10)
  expect(course.at(-1)).toMatchObject({ steps: 3500, successRate: 34 / 35 })
  expect(course[0]?.steps).toBe(400)
  const mixed = reflect({ ...input, trainings: [training(0.5, []), training(0.5, [0.5])] })
  expect(mixed.course).toEqual([{ steps: 100, successRate: 0.5, meanReturn: 5 }])
  expect(reflect({ ...input, trainings: [training(0.5, [])] }).course).toEqual([])
})

it('takes the mean of a metric over the trainings; one that a training lacks counts as nothing', () => {
  const trainings = [training(0, [], { height: 2 }), training(0, [], { height: 4 }), training(0, [])]
  expect(reflect({ ...input, trainings }).metrics).toEqual({ height: 2 })
})
