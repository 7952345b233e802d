import { rewardContract } from '@gencode/contract'
import { describe, expect, it } from 'vitest'
import { parseProgram } from './baseline/parse.ts'
import { type Program, sampleProgram } from './baseline/program.ts'
import { renderProgram } from './baseline/render.ts'
import { BaselineModel } from './baseline.ts'
import { Chat } from './chat.ts'

const contract = rewardContract([
  { index: 0, name: 'boat position', unit: 'm', low: -5, high: 5 },
  { index: 1, name: 'boat velocity', unit: 'm/s', low: '-inf', high: 'inf' },
  { index: 2, name: 'mast angle', unit: 'rad', low: -0.4, high: 0.4 },
  { index: 3, name: 'left keel contact', unit: '', low: 0, high: 1 },
])
const docs = contract.parameters[0]?.docs ?? []
const named = 'Return { reward, components }: by name.'

async function answerTo(request: string, seed = 7): Promise<string> {
  const answer = await new Chat(new BaselineModel({ contract }))
    .addMessage(request)
    .generateResponse({ options: { seed } })
  return /```js\n([\s\S]*?)\n```/.exec(answer)?.[1] ?? ''
}
const programOf = (code: string): Program => parseProgram(code, contract)?.program as Program
const parent = (program: Program, findings = ''): string =>
  `Goal: sail.\n\nParent A (candidate 3):\n\n\`\`\`js\n${renderProgram(program, contract)}\n\`\`\`\n\nFindings:\n${findings}\n\n${named}`

describe('the code of the baseline', () => {
  it.each([true, false])('is read back to the very program (terms named: %s)', (isNamed) => {
    for (let seed = 0; seed < 300; seed++) {
      const sampled = {
        ...sampleProgram(docs, String(seed)),
        named: isNamed,
        guarded: seed % 3 === 0 && !isNamed,
      }
      const parsed = parseProgram(renderProgram(sampled, contract), contract)
      expect(parsed?.program).toEqual(sampled)
      expect(parsed?.names).toHaveLength(sampled.terms.length)
    }
  })

  it('of others is not', () => {
    for (const code of ['', 'function rewardFn(o) { return o[0] }', 'const a = observations[0];\nreturn a'])
      expect(parseProgram(code, contract)).toBeUndefined()
  })

  it('with named terms gives their sum', async () => {
    const code = await answerTo(`Go. ${named}`)
    const reward = new Function(`${code}; return rewardFn`)() as (...args: unknown[]) => {
      reward: number
      components: Record<string, number>
    }
    const { reward: sum, components } = reward([1, 2, 0.1, 1], true, false)
    expect(Object.keys(components)).toEqual(expect.arrayContaining(['constant', 'success', 'failure']))
    expect(sum).toBeCloseTo(
      Object.values(components).reduce((a, b) => a + b),
      9,
    )
  })
})

describe('a reflection', () => {
  const base: Program = { ...sampleProgram(docs, '5'), named: true }
  const term = parseProgram(renderProgram(base, contract), contract)?.names[0] as string
  const first = async (findings: string, seed = 7) => {
    const { terms, ...rest } = programOf(await answerTo(parent(base, findings), seed))
    return { ...rest, terms, term: terms.find(({ doc }) => doc.index === base.terms[0]?.doc.index) }
  }
  const own = base.terms[0] as Program['terms'][number]

  it('of what makes every policy fail is always heeded', async () => {
    const plain = await first('')
    const pays = await first('- failure-pays: failing pays.')
    expect(pays.failurePenalty).toBeGreaterThan(plain.failurePenalty * 4)
    expect(pays.constant).toBeGreaterThan(plain.constant)
    const gamed = await first(`- gamed: another idea.\n- flat-term (${term}): rescale.`)
    const indices = (program: Pick<Program, 'terms'>) => program.terms.map(({ doc }) => doc.index)
    expect(indices(gamed)).not.toEqual(indices(base))
  })

  it.each([
    ['opposed', 'weight', 0.5],
    ['dominant', 'weight', 1 / 3],
    ['flat', 'scale', 0.5],
    ['saturated', 'scale', 2],
  ] as const)(
    'of a term that is %s changes it now and then, and otherwise moves all numbers a little',
    async (code, number, factor) => {
      let changed = 0
      for (let seed = 0; seed < 60; seed++) {
        const { term: child } = await first(`- ${code}-term (${term}): so.`, seed)
        if (!child) continue // another idea took its place
        const ratio = child[number] / own[number]
        const isChanged = ratio > 0.79 * factor && ratio < 1.26 * factor
        if (isChanged) changed++
        else expect(ratio).toSatisfy((value: number) => value > 0.79 && value < 1.26)
      }
      expect(changed).toBeGreaterThan(2)
      expect(changed).toBeLessThan(20)
    },
  )

  it('of a parent that can not be read is said to be, and a fresh one is sampled', async () => {
    const request = `Parent A (candidate 1):\n\n\`\`\`js\nfunction rewardFn(o) { return o[0] * 2 }\n\`\`\`\n\n${named}`
    const answer = await new Chat(new BaselineModel({ contract })).addMessage(request).generateResponse()
    expect(answer).toMatch(/could not read every parent/)
  })

  it('of parents that have never succeeded leads to a fresh sample', async () => {
    const fresh = await answerTo(`Go. ${named}`)
    expect(await answerTo(parent(base, '- never-succeeded: none.'))).toBe(fresh)
    expect(await answerTo(parent(base, '- ends-early: soon.'))).not.toBe(fresh)
  })

  it('crosses two parents: every term is one of theirs', async () => {
    const other: Program = { ...sampleProgram(docs, '9'), named: true }
    const show = (name: string, program: Program) =>
      `Parent ${name} (candidate 1):\n\n\`\`\`js\n${renderProgram(program, contract)}\n\`\`\``
    const child = programOf(await answerTo(`${show('A', base)}\n\n${show('B', other)}\n\n${named}`))
    for (const each of child.terms) expect([...base.terms, ...other.terms]).toContainEqual(each)
  })

  it('is read from the text alone: another instance answers the same', async () => {
    const request = parent(base, `- flat-term (${term}): rescale.`)
    expect(await answerTo(request)).toBe(await answerTo(request))
    expect(await answerTo(request, 8)).not.toBe(await answerTo(request))
  })
})
