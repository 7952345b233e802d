import type { ScoredEpisode } from '../gate/score.ts'
import { mean, shown } from '../numbers.ts'
import type { Finding, Reflection } from './reflection.ts'

type Known = Omit<Reflection, 'findings' | 'samples'>

/** What the rules find; the gravest first. */
export function findings(known: Known, random: readonly ScoredEpisode[]): Finding[] {
  if (known.successRate >= 0.95) return []
  return [
    ...ofSuccess(known, random),
    ...ofFailure(random),
    ...ofCourse(known),
    ...ofTerms(known),
    ...ofSeeds(known),
  ]
}

/** Below this success rate, episodes succeed by accident. */
const byAccident = 0.05

function ofSuccess({ successRate, steps }: Known, random: readonly ScoredEpisode[]): Finding[] {
  const ordinary = random.reduce((sum, { rewards }) => sum + rewards.length, 0) / Math.max(1, random.length)
  const early: Finding[] =
    steps < 0.7 * ordinary
      ? [
          {
            code: 'ends-early',
            text: `The trained policy's episodes last ${shown(steps)} steps, those of random actions ${shown(ordinary)}: it has learned to end them. Make living on worth more than ending.`,
          },
        ]
      : []
  if (successRate >= byAccident) return early
  const how = successRate === 0 ? 'No episode' : 'Hardly any episode'
  return [
    {
      code: 'never-succeeded',
      text: `${how} succeeded; they last ${shown(steps)} steps. Pay for getting nearer to the goal in every step, not only for reaching it.`,
    },
    ...early,
  ]
}

/** Where failing at once pays more than 50 ordinary steps. */
function ofFailure(random: readonly ScoredEpisode[]): Finding[] {
  const failing: number[] = []
  const ordinary: number[] = []
  for (const { episode, rewards } of random)
    for (const [step, reward] of rewards.entries())
      if (episode.isFailure[step]) failing.push(reward)
      else if (!episode.isSuccess[step]) ordinary.push(reward)
  if (failing.length === 0 || ordinary.length === 0) return []
  const [fail, step] = [mean(failing), mean(ordinary)]
  if (fail <= 50 * step) return []
  return [
    {
      code: 'failure-pays',
      text: `A step that fails pays ${shown(fail)} and an ordinary one ${shown(step)}, so failing at once pays more than 50 ordinary steps. Make ordinary steps pay more, or failure cost far more.`,
    },
  ]
}

function ofCourse({ course, successRate }: Known): Finding[] {
  if (course.length < 6) return []
  const third = Math.floor(course.length / 3)
  const average = (points: Known['course'], of: 'successRate' | 'meanReturn'): number =>
    mean(points.map((point) => point[of]))
  const [start, end] = [course.slice(0, third), course.slice(-third)]
  const returns = course.map(({ meanReturn }) => meanReturn)
  const span = Math.max(...returns) - Math.min(...returns)
  const rise = average(end, 'meanReturn') - average(start, 'meanReturn')
  const success = average(end, 'successRate') - average(start, 'successRate')
  if (span > 0 && rise > 0.3 * span && success < 0.05 && successRate < 0.5)
    return [
      {
        code: 'gamed',
        text: `The reward rose in training from ${shown(average(start, 'meanReturn'))} to ${shown(average(end, 'meanReturn'))}, but success did not: the policy earns it without reaching the goal. Find what it is paid for, and pay for the goal instead.`,
      },
    ]
  if (
    success > 0.1 &&
    (course.at(-1)?.successRate ?? 0) >= Math.max(...course.map((point) => point.successRate)) - 0.01
  )
    return [
      {
        code: 'still-rising',
        text: 'Success was still rising at the end: the direction is right, the signal could be stronger or come earlier.',
      },
    ]
  return []
}

function ofTerms({ terms }: Known): Finding[] {
  if (terms.length < 2) return []
  const widest = Math.max(...terms.map(({ trained, random }) => Math.max(trained.spread, random.spread)))
  return terms.flatMap(({ name, trained, random, successCorrelation, atLimit, isFlag }): Finding[] => {
    const spread = Math.max(trained.spread, random.spread)
    // What is paid for an event, or for every step alike, is meant to be flat.
    if (!isFlag && spread <= 0.01 * widest)
      return [
        {
          code: 'flat-term',
          term: name,
          text: `The term ${name} hardly varies: rescale it or leave it out.`,
        },
      ]
    if (trained.share > 0.9)
      return [
        {
          code: 'dominant-term',
          term: name,
          text: `The term ${name} is ${shown(100 * trained.share)} % of the reward and drowns the others: make it smaller.`,
        },
      ]
    if (successCorrelation !== null && successCorrelation < -0.3)
      return [
        {
          code: 'opposed-term',
          term: name,
          text: `The term ${name} is smaller in episodes that succeed (correlation ${shown(successCorrelation)}): make it smaller, or leave it out.`,
        },
      ]
    if (!isFlag && atLimit > 0.9 && trained.spread > 0)
      return [
        {
          code: 'saturated-term',
          term: name,
          text: `The term ${name} stands at its limit in ${shown(100 * atLimit)} % of the steps, where it tells nothing: widen its scale.`,
        },
      ]
    return []
  })
}

function ofSeeds({ rates }: Known): Finding[] {
  const spread = Math.max(...rates) - Math.min(...rates)
  if (rates.length < 2 || spread <= 0.5) return []
  return [
    {
      code: 'unstable',
      text: `Some trainings reach ${shown(Math.max(...rates))} and others ${shown(Math.min(...rates))}: the signal is too weak or too late to be found every time. Shape the way to the goal more smoothly.`,
    },
  ]
}
