import { type ObservationDocInput, rewardContract } from '@gencode/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BaselineModel } from './baseline.ts'
import { Chat } from './chat.ts'

const docs: ObservationDocInput[] = [
  { index: 0, name: 'boat position', unit: 'm', low: -5, high: 5 },
  { index: 1, name: 'boat velocity', unit: 'm/s', low: '-inf', high: 'inf' },
  { index: 2, name: 'mast angle', unit: 'rad', low: -0.4, high: 0.4 },
  { index: 3, name: 'left keel contact', unit: '', low: 0, high: 1 },
]
const contract = rewardContract(docs)

const codeOf = (answer: string): string => /```js\n([\s\S]*?)\n```/.exec(answer)?.[1] ?? ''
type Reward = (observations: number[], isSuccess: boolean, isFailure: boolean) => number
const functionOf = (answer: string): Reward => new Function(`${codeOf(answer)}; return rewardFn`)() as Reward

async function ask(model: BaselineModel, ...contents: string[]): Promise<string[]> {
  const chat = new Chat(model)
  const answers: string[] = []
  for (const content of contents) answers.push(await chat.addMessage(content).generateResponse())
  return answers
}

const seeds = Array.from({ length: 200 }, (_, seed) => seed)
const many = () =>
  Promise.all(
    seeds.map(async (seed) => (await ask(new BaselineModel({ contract, seed }), 'Go'))[0] as string),
  )

describe('the baseline', () => {
  it('answers with prose and one fenced function that returns finite numbers', async () => {
    for (const answer of await many()) {
      expect(answer).toMatch(
        /^Here is a reward function of gencode's baseline.*not written by a language model/,
      )
      const reward = functionOf(answer)
      for (const x of [-5, 0, 0.3, 5]) expect(reward([x, x, x, 1], false, false)).toSatisfy(Number.isFinite)
      expect(reward([0, 0, 0, 0], true, false)).toBeGreaterThan(reward([0, 0, 0, 0], false, false))
      expect(reward([0, 0, 0, 0], false, true)).toBeLessThan(reward([0, 0, 0, 0], false, false))
    }
  })

  it('explores: two hundred seeds give two hundred programs that use every observation', async () => {
    const codes = (await many()).map(codeOf)
    expect(new Set(codes).size).toBe(codes.length)
    for (const { index } of docs)
      expect(codes.some((code) => code.includes(`observations[${index}]`))).toBe(true)
  })

  it('is seeded: the same seed and requests give the same answers, and each request a new one', async () => {
    const twice = await Promise.all(
      [1, 2].map(() => ask(new BaselineModel({ contract, seed: 5 }), 'Go', 'Another')),
    )
    expect(twice[0]).toEqual(twice[1])
    expect(twice[0]?.[0]).not.toBe(twice[0]?.[1])
  })

  it('gives a request with its own seed the same answer whatever came before', async () => {
    const model = new BaselineModel({ contract })
    const request = () => new Chat(model).addMessage('Go').generateResponse({ options: { seed: 9 } })
    const first = await request()
    await ask(model, 'Go')
    expect(await request()).toBe(first)
  })

  it('permutes its program with the indices of the contract', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }),
        fc.nat(1000),
        async (places, seed) => {
          const permuted = rewardContract(
            docs.map((doc, place) => ({ ...doc, index: places[place] as number })),
          )
          const [original = ''] = await ask(new BaselineModel({ contract, seed }), 'Go')
          const [moved] = await ask(new BaselineModel({ contract: permuted, seed }), 'Go')
          expect(moved).toBe(
            original.replace(/observations\[(\d)\]/g, (_, index) => `observations[${places[index]}]`),
          )
        },
      ),
    )
  })

  it('reads nothing of the task but the docs: renamed meanings give another program', async () => {
    const renamed = rewardContract(docs.map((doc) => ({ ...doc, name: `quantity ${doc.index}`, unit: '' })))
    const answers = await Promise.all(
      seeds.slice(0, 20).map(async (seed) => {
        const [plain] = await ask(new BaselineModel({ contract, seed }), 'Go')
        const [other] = await ask(new BaselineModel({ contract: renamed, seed }), 'Go')
        return plain !== other
      }),
    )
    expect(answers).not.toContain(false)
  })

  it.each([
    ['clean/no-function', (_before: string, after: string) => after.startsWith('```js\nfunction rewardFn(')],
    [
      'sandbox/timeout',
      (_before: string, after: string) => (codeOf(after).match(/const /g) ?? []).length === 1,
    ],
    ['sandbox/runtime', (_before: string, after: string) => /Number\.isFinite\(reward\)/.test(codeOf(after))],
    [
      'contract/not-a-number',
      (_before: string, after: string) =>
        Number.isFinite(functionOf(after)([Number.NaN, Number.NaN, Number.NaN, Number.NaN], false, false)),
    ],
  ])('changes what %s names', async (code, isChanged) => {
    for (const seed of seeds.slice(0, 30)) {
      const [before = '', after = ''] = await ask(
        new BaselineModel({ contract, seed }),
        'Write a reward function',
        `Your function was not accepted.\nError: ${code}\nIt failed in line 3.`,
      )
      expect(after).not.toBe(before)
      expect(isChanged(before, after)).toBe(true)
    }
  })

  it('changes the terms on the observations that the feedback mentions, and keeps the others', async () => {
    const model = new BaselineModel({ contract, seed: 1 })
    const chat = new Chat(model).addMessage('Go')
    const lines = (answer: string) =>
      codeOf(answer)
        .split('\n')
        .filter((line) => /^ {2}reward [+-]=/.test(line))
    let before = await chat.generateResponse()
    while (!/mastAngle/.test(before) || lines(before).length < 3)
      before = await chat.addMessage('Another').generateResponse()
    const after = await chat
      .addMessage('Error: design/flat-term\nThe term on the mast angle never changes.')
      .generateResponse()
    const changed = lines(after).filter((line) => !lines(before).includes(line))
    expect(changed).toHaveLength(1)
    expect(changed[0]).toContain('mastAngle')
  })

  it('never answers feedback with the program it was about', async () => {
    const error = 'Error: sandbox/runtime\nobservations[0] is undefined'
    const answers = await ask(
      new BaselineModel({ contract, seed: 2 }),
      'Go',
      error,
      error,
      error,
      error,
      error,
    )
    for (let turn = 1; turn < answers.length; turn++) expect(answers[turn]).not.toBe(answers[turn - 1])
  })

  it('refuses a contract without observation docs, and says so', () => {
    const bare = { ...contract, parameters: contract.parameters.filter((parameter) => !parameter.docs) }
    expect(() => new BaselineModel({ contract: bare })).toThrow(/observation's docs/)
  })
})
