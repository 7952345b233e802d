import { GencodeError } from '@gencode/contract/errors'
import type { ForeignLine, Journal, JournalLine } from '@gencode/core'
import { task } from '@gencode/env'
import { ModelError } from '@gencode/llm'
import { BaselineModel } from '@gencode/llm/baseline'
import { crossEntropy, type Trainer, train } from '@gencode/train'
import { describe, expect, test } from 'vitest'
import { requirePart } from '../../../tooling/vitest/require.ts'
import { answering, dyingJournal, fenced, reward } from '../test/scripted.ts'
import { type DesignEvent, type DesignOptions, type DesignResult, design } from './index.ts'

const cartPole = task('CartPole-v1')
const small = {
  rounds: 3,
  population: 4,
  finalSeeds: 2,
  goal: 1,
  train: { trainer: crossEntropy(), budget: 800, episodes: 3, seeds: 2 },
} satisfies DesignOptions
const baseline = () => new BaselineModel({ contract: cartPole.contract })

describe('a run', () => {
  test('goes round after round, keeps the best, and measures it again beside what it has to beat', async () => {
    const events: DesignEvent[] = []
    const told: string[] = []
    const run = design(cartPole, baseline(), { ...small, onEvent: (event) => events.push(event) })
    for await (const event of run) told.push(event.type)
    const result = await run
    expect(told).toEqual(events.map(({ type }) => type))
    expect(result.stopped.reason).toMatch(/rounds|stale/)
    expect(result.rounds).toHaveLength(3)
    // A child never takes a better parent's place.
    const rates = result.rounds.map(({ successRate }) => successRate ?? 0)
    const bestAfter = Math.max(...result.candidates.map(({ successRate = 0 }) => successRate))
    expect(result.best?.successRate).toBe(bestAfter)
    expect(rates.at(-1)).toBe(bestAfter)
    const kinds = new Set(result.candidates.map(({ lineage }) => lineage.kind))
    expect([...kinds].sort()).toEqual(['crossed', 'fresh', 'refined'])
    for (const { lineage, index } of result.candidates)
      for (const parent of lineage.parents) expect(parent).toBeLessThan(index)
    expect(result.final?.seeds.map(({ seed }) => seed)).toEqual([1_000_000, 1_000_001])
    expect(Object.keys(result.controls)).toEqual(['environment', 'constant'])
    expect(result.verdict).toMatch(/on fresh seeds\. It .*environment's own reward.* It .*constant/)
    expect(result.usage.requests).toBeGreaterThanOrEqual(12)
    const trained = result.candidates.filter(({ status }) => status === 'trained')
    expect(trained.every(({ reflection }) => (reflection?.terms.length ?? 0) > 1)).toBe(true)
  })

  test('that goes on names the line whose value somebody has emptied, and works it out again without it', async () => {
    const lines: JournalLine[] = []
    const journal = (kept: JournalLine[]): Journal => ({
      lines: kept,
      append: (line) => void kept.push(line),
    })
    const one = { ...small, rounds: 1, population: 2 }
    const result = await design(cartPole, baseline(), { ...one, run: journal(lines) })
    const at = lines.findIndex(({ type }) => type === 'design/training')
    for (const value of [null, {}, 'x', []]) {
      const emptied = lines.with(at, { ...(lines[at] as ForeignLine), value })
      await expect(design(cartPole, baseline(), { ...one, run: journal(emptied) })).rejects.toThrow(
        `Line ${at + 1} of the run (design/training environment seed 0) is damaged`,
      )
    }
    const again = await design(cartPole, baseline(), { ...one, run: journal(lines.toSpliced(at, 1)) })
    expect(again.verdict).toBe(result.verdict)
  })

  test('measures as many samples without feedback, where that is asked for', async () => {
    const model = answering((index) => reward(1 + index / 10))
    const options = {
      ...small,
      rounds: 1,
      population: 2,
      controls: { environment: false, constant: false, samples: true },
    }
    const result = await design(cartPole, model, options)
    expect(Object.keys(result.controls)).toEqual(['samples'])
    const briefs = model.requests.slice(2).map(([request]) => request?.content)
    expect(new Set(briefs).size).toBe(1)
    expect(briefs).toHaveLength(2)
  })

  test('says in the second round what was tried, with its code, its terms and its findings', async () => {
    const model = answering((index) => reward(1 + index / 10))
    await design(cartPole, model, { ...small, rounds: 2, population: 3 })
    const [first, second] = [model.requests[0]?.[0]?.content ?? '', model.requests[3]?.[0]?.content ?? '']
    expect(first).not.toContain('Parent A')
    expect(second).toMatch(/\| candidate \| made \| success \|/)
    expect(second).toMatch(/Parent A \(candidate \d\):\n\n```js\nfunction rewardFn/)
    expect(second).toMatch(/Success: 0\.\d\d \[.*by seed/)
    expect(second).toMatch(/- angle: .* ± .*, then/)
    expect(new TextEncoder().encode(second).length / 3).toBeLessThan(4000)
  })

  test('asks a critic for advice and a person for a wish and a choice, once each', async () => {
    const model = answering((index) => reward(1 + index / 10))
    const critic = answering((index) => `Advice ${index}.`)
    const asked: number[] = []
    const { preferred } = await design(cartPole, model, {
      ...small,
      rounds: 2,
      population: 2,
      critic,
      feedback: ({ round }) => {
        asked.push(round)
        return { wish: 'Move less.', preferences: [{ better: 1, worse: 0 }] }
      },
    })
    expect(critic.requests).toHaveLength(2)
    expect(asked).toEqual([1])
    expect(model.requests[0]?.[0]?.content).toContain('Advice: Advice 0.')
    const later = model.requests[2]?.[0]?.content
    expect(later).toContain('A person who watched the policies says: Move less.')
    expect(later).toContain('A person who watched the policies prefers candidate 2 to 1.')
    expect(preferred?.map(({ candidate }) => candidate)).toEqual([1, 0])
  })

  test('waits for a person who never answers until the signal', async () => {
    const stop = new AbortController()
    const run = design(cartPole, baseline(), {
      ...small,
      rounds: 2,
      signal: stop.signal,
      feedback: () => {
        setTimeout(() => stop.abort(new Error('gone home')))
        return new Promise(() => {})
      },
    })
    await expect(run).rejects.toThrow('gone home')
  })

  test('is refused for a task of examples, for a budget in money without prices, and with what is no model', async () => {
    await expect(design({ ...cartPole, kind: 'examples' } as never, baseline())).rejects.toThrow(
      /needs a reward task/,
    )
    await expect(design(cartPole, baseline(), { budget: { usd: 1 } })).rejects.toThrow(/needs prices/)
    for (const run of [
      design(cartPole, {} as never),
      design(cartPole, baseline(), { critic: true as never }),
    ])
      await expect(run).rejects.toThrow('A chat takes a ChatModel')
    await expect(design(cartPole, baseline(), { population: 0 })).rejects.toThrow(
      /population is a whole number/,
    )
  })

  test.each<[name: string, optionsOf: (value: number) => DesignOptions]>([
    ...(['rounds', 'population', 'elites', 'finalSeeds', 'patience', 'maxBriefTokens'] as const).map(
      (name): [string, (value: number) => DesignOptions] => [name, (value) => ({ [name]: value })],
    ),
    ...(['seeds', 'rungs', 'budget', 'episodes'] as const).map(
      (name): [string, (value: number) => DesignOptions] => [
        `train.${name}`,
        (value) => ({ train: { [name]: value } }),
      ],
    ),
    ...(['frames', 'width'] as const).map((name): [string, (value: number) => DesignOptions] => [
      `watch.${name}`,
      (value) => ({ watch: { model: baseline(), sheets: () => ({}) as never, [name]: value } }),
    ]),
  ])('refuses a %s that counts nothing, before anything is asked', async (name, optionsOf) => {
    const model = answering(() => '')
    for (const [value, shown] of [
      [Number.NaN, 'NaN'],
      [0, '0'],
      [1.5, '1.5'],
      [Number.POSITIVE_INFINITY, 'Infinity'],
      ['2' as never, '"2"'],
    ] as const) {
      const run = design(cartPole, model, optionsOf(value))
      await expect(run).rejects.toThrow(`${name} is a whole number from 1, not ${shown}`)
      await expect(run).rejects.toBeInstanceOf(GencodeError)
    }
    expect(model.requests).toHaveLength(0)
  })

  test('counts minutes from its start, so that one round may use them up', async () => {
    const { rounds, stopped } = await design(cartPole, baseline(), { ...small, budget: { minutes: 1e-6 } })
    expect(stopped).toEqual({ reason: 'budget', message: 'The 0.000001 minutes are over.' })
    expect(rounds).toHaveLength(1)
  })

  test('refuses a seed, workers, attempts, a goal and a budget that are none', async () => {
    const refused = (options: DesignOptions) => expect(design(cartPole, baseline(), options)).rejects
    for (const value of [Number.NaN, -1, 1.5]) {
      await refused({ seed: value }).toThrow(`seed is a whole number from 0, not ${value}`)
      await refused({ workers: value }).toThrow(`workers is a whole number from 0, not ${value}`)
    }
    await refused({ maxAttempts: 0 }).toThrow('maxAttempts is a number from 1, not 0')
    await refused({ goal: 1.1 }).toThrow('goal is a number above 0 and up to 1, not 1.1')
    await refused({ budget: { minutes: 0 } }).toThrow('budget.minutes is a number above 0, not 0')
    await refused({ budget: { tokens: '900' as never } }).toThrow(
      'budget.tokens is a number above 0, not "900"',
    )
  })

  test.each([
    [{ round: 2 }, /^design has no option round; it has rounds, population, /],
    [{ maxTokens: 900 }, /^design has no option maxTokens; /],
    [{ budget: { token: 900 } }, 'budget has no option token; it has tokens, usd, steps, minutes'],
    [
      { train: { workers: 2 } },
      'train has no option workers; it has trainer, budget, episodes, seeds, rungs',
    ],
    [{ controls: { sample: true } }, 'controls has no option sample; it has environment, constant, samples'],
  ])('refuses an option that there is not, which would bound nothing: %j', async (options, message) => {
    await expect(design(cartPole, baseline(), options as never)).rejects.toThrow(message)
  })

  test('warns of a goal that was replaced without its success rule', async () => {
    const events: DesignEvent[] = []
    const changed = task('CartPole-v1', { goal: 'Spin the pole.' })
    await design(
      changed,
      answering((index) => reward(index)),
      {
        ...small,
        rounds: 1,
        population: 1,
        onEvent: (event) => events.push(event),
      },
    )
    expect(events.find(({ type }) => type === 'warning')).toMatchObject({
      message: expect.stringMatching(/Spin the pole.*success rule/),
    })
  })
})

describe('a run that was killed', () => {
  const plain = (result: DesignResult): unknown => JSON.parse(JSON.stringify(result))
  const options = { ...small, rounds: 2, population: 3 }
  const runOn = (journal: ReturnType<typeof dyingJournal>) =>
    design(cartPole, baseline(), { ...options, run: journal })

  async function resumedAt(moments: readonly number[]): Promise<void> {
    const whole = dyingJournal([], Number.POSITIVE_INFINITY)
    const undisturbed = plain(await runOn(whole))
    for (const moment of moments) {
      const dying = dyingJournal([], Math.floor(moment * whole.lines.length))
      await expect(runOn(dying)).rejects.toThrow('killed')
      const again = dyingJournal(dying.lines, Number.POSITIVE_INFINITY)
      expect(plain(await runOn(again))).toEqual(undisturbed)
      // Nothing was asked or trained twice.
      const keys = again.lines.map((line) =>
        JSON.stringify([
          line.type,
          (line as { key?: string }).key,
          (line as { candidate?: number }).candidate,
          (line as { attempt?: number }).attempt,
        ]),
      )
      expect(new Set(keys).size).toBe(keys.length)
    }
    // A run that is whole asks nobody.
    const silent = answering(() => expect.unreachable('no request may be sent'))
    const same = await design(
      cartPole,
      { ...silent, id: 'baseline' },
      { ...options, run: dyingJournal(whole.lines, 0) },
    )
    expect(plain(same)).toEqual(undisturbed)
  }

  test('goes on to the same end, to the bit', () => resumedAt([0.1, 0.5, 0.95]), 60_000)

  test.runIf(requirePart('deep', process.env.GENCODE_REQUIRE?.includes('deep') ?? false))(
    'goes on to the same end from 50 random moments',
    () => resumedAt(Array.from({ length: 50 }, (_, index) => ((index * 7919) % 1000) / 1000)),
    900_000,
  )
})

describe('a fault', () => {
  const good = answering((index) => reward(1 + index / 10))
  const short = { ...small, rounds: 2, population: 2 }

  test('of a trainer ends in its own words, never as broken code', async () => {
    let trainings = 0
    const broken: Trainer = {
      ...crossEntropy(),
      train(problem) {
        if (++trainings > 3) throw new Error('CUDA is out of luck')
        return crossEntropy().train(problem)
      },
    }
    const journal = dyingJournal([], Number.POSITIVE_INFINITY)
    const options = { ...short, train: { ...small.train, trainer: broken }, run: journal }
    await expect(design(cartPole, good, options)).rejects.toThrow('CUDA is out of luck')
    expect(journal.lines.filter(({ type }) => type === 'design/training').length).toBe(3)
    // Mended, it goes on without asking anybody again.
    const asked = good.requests.length
    const result = await design(cartPole, good, { ...short, rounds: 1, run: journal })
    expect(good.requests.length).toBe(asked)
    expect(result.best).toBeDefined()
  })

  test('of a function on one of its seeds is told to the model, and the others race on', async () => {
    // What the training with seed 1 meets first, and no other does.
    let first: number | undefined
    const look = (o: readonly number[]): number => {
      first ??= o[0]
      return 1
    }
    await train(cartPole, look, { ...small.train, seeds: [1] })
    const code = `function rewardFn(o, s, f) { if (o[0] === ${first}) return 0 / 0; return 1 }`
    const model = answering((index) => (index === 0 ? fenced(code) : reward(1 + index)))
    const result = await design(cartPole, model, { ...short, maxAttempts: 1 })
    const refused = result.candidates.find(({ code: text }) => text?.includes('0 / 0'))
    expect(refused).toMatchObject({ status: 'refused', refusal: { code: 'contract/not-a-number' } })
    expect(refused?.refusal?.feedback).toMatch(/^In training: .*NaN/)
    expect(model.requests.flat().some(({ content }) => /refused: contract.*NaN/.test(content))).toBe(true)
    expect(result.candidates.filter(({ status }) => status === 'trained').length).toBeGreaterThan(0)
    expect(result.best).toBeDefined()
  })

  test.each([
    ['an account that runs empty', new ModelError('The account has no credit left', { reason: 'quota' })],
    [
      'a server that stops in the middle',
      new ModelError('The answer broke off', { reason: 'cut-off', retryable: false }),
    ],
  ])(
    '%s in round 2 ends the run in its own words, with the best so far; later it goes on',
    async (_name, fault) => {
      let down = true
      const model = answering((index) => {
        if (index >= 2 && down) throw fault
        return reward(1 + index)
      })
      const journal = dyingJournal([], Number.POSITIVE_INFINITY)
      const stopped = await design(cartPole, model, { ...short, run: journal })
      expect(stopped.stopped).toMatchObject({
        reason: 'model',
        message: expect.stringContaining(fault.message),
      })
      expect(stopped.best).toBeDefined()
      expect(stopped.final).toBeDefined()
      down = false
      const resumed = await design(cartPole, model, { ...short, run: journal })
      expect(resumed.stopped.reason).toBe('rounds')
      expect(resumed.candidates.filter(({ round }) => round === 2)).toHaveLength(2)
    },
  )

  test('a model that was never there is an error with its own words', async () => {
    const model = answering(() => {
      throw new ModelError('Nothing answers at the address', { reason: 'unreachable' })
    })
    await expect(design(cartPole, model, short)).rejects.toThrow(/Nothing answers at the address/)
  })

  test('a model that gives one answer for ever ends as stale, and says what to try', async () => {
    const model = answering(() => reward(1))
    const result = await design(cartPole, model, { ...short, rounds: 9, patience: 2 })
    expect(result.stopped).toMatchObject({
      reason: 'stale',
      message: expect.stringMatching(/same again and again.*another model/),
    })
    expect(result.candidates.filter(({ status }) => status === 'duplicate').length).toBeGreaterThan(3)
    expect(new Set(result.candidates.flatMap(({ trainings }) => trainings)).size).toBeLessThanOrEqual(
      3 * small.train.seeds,
    )
  })

  test('a model whose every answer fails ends as stale, with the reasons', async () => {
    const model = answering((index) => fenced(`function rewardFn(o) { return o.x.y${index} }`))
    const result = await design(cartPole, model, { ...short, rounds: 9, patience: 2, maxAttempts: 1 })
    expect(result.best).toBeUndefined()
    expect(result.verdict).toBe('No candidate could be trained.')
    expect(result.stopped.message).toMatch(/refused \(sandbox\/runtime\)/)
  })

  test('tokens that are used up end the run', async () => {
    const model = answering((index) => reward(1 + index))
    const result = await design(cartPole, model, { ...short, budget: { tokens: 300 } })
    expect(result.stopped.reason).toBe('budget')
    expect(result.best).toBeDefined()
  })

  test('environment steps that are used up end the run', async () => {
    const model = answering((index) => reward(1 + index))
    const result = await design(cartPole, model, { ...short, budget: { steps: 5000 } })
    expect(result.stopped).toMatchObject({
      reason: 'budget',
      message: expect.stringMatching(/environment steps/),
    })
  })
})
