import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyFolder, gencode } from './gencode.test-kit.ts'

const small = [
  '--rounds',
  '2',
  '--population',
  '2',
  '--steps',
  '800',
  '--episodes',
  '3',
  '--seeds',
  '1',
  '--final-seeds',
  '1',
]
const design = ['design', '--env', 'CartPole-v1', '--model', 'baseline', ...small]

describe('gencode design', () => {
  it('goes its rounds, keeps the best, and can be resumed, cut anywhere, to the same end', async () => {
    const cwd = emptyFolder()
    const args = [...design, '--json', '--run', 'run.jsonl', '--out', 'best.js', '--report']
    const { status, json, stderr } = await gencode(args, { cwd })
    expect(status).toBe(0)
    expect(json).toMatchObject({
      ok: true,
      best: { entry: 'rewardFn' },
      final: { seeds: [{ seed: 1_000_000 }] },
      controls: { environment: {}, constant: {} },
      run: 'run.jsonl',
    })
    expect(json.candidates).toHaveLength(4)
    expect(readFileSync(join(cwd, 'best.js'), 'utf8')).toBe(`${json.best.code}\n`)
    expect(stderr).toMatch(/Round 2[\s\S]*1\. .*\[[\d.]+, [\d.]+\] in \d+ trainings/)
    const report = readFileSync(join(cwd, 'run.html'), 'utf8')
    for (const part of ['Who was made from whom', 'what the model was told', 'id="episode"', '<ins>', 'Cost'])
      expect(report).toContain(part)

    const lines = readFileSync(join(cwd, 'run.jsonl'), 'utf8').trimEnd().split('\n')
    writeFileSync(
      join(cwd, 'cut.jsonl'),
      `${lines.slice(0, Math.floor(lines.length / 2)).join('\n')}\n{"type":"desi`,
    )
    const resumed = await gencode(['resume', 'cut.jsonl', '--json'], { cwd })
    expect({ ...resumed.json, run: '' }).toEqual({ ...json, run: '' })
    const other = await gencode([...args, '--population', '3'], { cwd })
    expect([other.status, other.json.error.feedback]).toEqual([
      2,
      expect.stringMatching(/other settings.*resume/),
    ])
  })

  it.each([
    [['--budget-usd', '1'], /--price 1\.25,10/],
    [['--price', '1.25'], /two numbers such as 1\.25,10, not 1\.25/],
    [['--price', '-1,10'], /two numbers such as 1\.25,10, not -1,10/],
    [['--feedback'], /at a terminal/],
    [['--goal', '0'], /above 0/],
    [['--goal', '2'], /a rate above 0 and up to 1/],
  ])('refuses %j as wrong usage, and says what would do', async (more, message) => {
    const { status, json } = await gencode([...design, ...more, '--json'])
    expect(json.error.feedback).toMatch(message)
    expect(status).toBe(2)
  })
})
