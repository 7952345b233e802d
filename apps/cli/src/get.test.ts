import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerWith, emptyFolder, gencode, goodReward } from './gencode.test-kit.ts'

const get = ['get', '--env', 'CartPole-v1']

const pythonAnswer = (first: string, value: string) =>
  `Here it is:\n\n\`\`\`python\n${first}\n\ndef reward_fn(o, is_success, is_failure):\n    return ${value}\n\`\`\`\n`

describe('gencode get', () => {
  it('takes Python as it comes, and prints the Python; --json has the JavaScript beside it', async () => {
    const input = pythonAnswer('import numpy as np', 'np.exp(-abs(o[2])) - (5.0 if is_failure else 0.0)')
    const python = input.split('```python\n')[1]?.split('\n```')[0]
    const { status, stdout } = await gencode(get, { input })
    expect(status).toBe(0)
    expect(stdout).toBe(`${python}\n`)
    const { json } = await gencode([...get, '--json'], { input })
    expect(json).toMatchObject({ ok: true, language: 'python', original: python, entry: 'reward_fn' })
    expect(json.code).toContain('Math.exp(-Math.abs(o[2]))')
  })

  it('takes a response from standard input and prints the function and its rewards as JSON', async () => {
    const { status, json } = await gencode([...get, '--json'], { input: answerWith(goodReward) })
    expect(status).toBe(0)
    expect(json).toMatchObject({ ok: true, entry: 'rewardFn', code: goodReward })
    expect(json.rewards.length).toBeGreaterThan(50)
    expect(json.rewards.every(Number.isFinite)).toBe(true)
    expect(json.attempts).toMatchObject([{ code: goodReward }])
    expect([json.tier, json.tierReason]).toEqual(['compiled', undefined])
  })

  it('says why a function is not compiled', async () => {
    const text =
      'function rewardFn(o) {\n  const name = "x" + o[0]\n  return name.length / 100 + Math.abs(o[2])\n}'
    const { json } = await gencode([...get, '--json'], { input: answerWith(text) })
    expect(json).toMatchObject({ tier: 'quickjs', tierReason: expect.stringMatching(/^line 3: .*string/) })
    const { stderr } = await gencode(get, { input: answerWith(text) })
    expect(stderr).toContain('stays in QuickJS')
  })

  it('takes it from a file and leaves nothing but the function on standard output', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'answer.md'), answerWith(goodReward))
    const { status, stdout, stderr } = await gencode([...get, 'answer.md'], { cwd })
    expect(status).toBe(0)
    expect(stdout).toBe(`${goodReward}\n`)
    expect(stderr).toContain('accepted')
  })

  it('reads UTF-16, as the > of Windows PowerShell writes it, from a file and from standard input', async () => {
    const cwd = emptyFolder()
    const bytes = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(answerWith(goodReward), 'utf16le')])
    writeFileSync(join(cwd, 'answer.md'), bytes)
    expect((await gencode([...get, 'answer.md'], { cwd })).stdout).toBe(`${goodReward}\n`)
    expect((await gencode(get, { cwd, input: bytes })).stdout).toBe(`${goodReward}\n`)
  })

  it.each([
    ['an empty response', '', 'clean/empty'],
    ['prose', 'I would reward the pole for standing upright.', 'clean/no-code'],
    ['Python that needs more than numpy', pythonAnswer('import torch', 'torch.exp(o[0])'), 'python/import'],
    ['Python that raises', pythonAnswer('import numpy as np', '[1, 2][3] * o[0]'), 'sandbox/runtime'],
    ['a function that throws', answerWith('function rewardFn(o) { return o.x.y }'), 'sandbox/runtime'],
    [
      'a function that loops for ever',
      answerWith('function rewardFn(o) { while (true) {} }'),
      'sandbox/timeout',
    ],
    [
      'a function that returns no number',
      answerWith('function rewardFn(o) { return "a lot" }'),
      'contract/not-a-number',
    ],
  ])('answers %s with a typed error and feedback that a model could act on', async (_name, input, code) => {
    const { status, json } = await gencode([...get, '--json'], { input })
    expect(status).toBe(1)
    expect(json).toMatchObject({ ok: false, error: { code } })
    expect(json.error.feedback.length).toBeGreaterThan(20)
    expect(json.attempts).toMatchObject([{ response: input, error: { code } }])
  })

  it('shows the offending line of the answer to a person', async () => {
    const input = answerWith('function rewardFn(observations) {\n  return observation[2]\n}')
    const { status, stderr } = await gencode(get, { input })
    expect(status).toBe(1)
    expect(stderr).toContain('> 2 |   return observation[2]')
  })

  it('says why it accepts nothing even when it is to be quiet', async () => {
    const { status, stdout, stderr } = await gencode([...get, '-q'], { input: 'No.' })
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^error No acceptable function after 1 attempt: .*clean\//)
  })
})

describe('wrong usage', () => {
  it.each([
    [['get', '--env', 'CartPole-v2'], 'CartPole-v1'],
    [['get'], '--env'],
    [['get', '--env', 'CartPole-v1', 'missing.md'], 'missing.md'],
    [['get', '--env', 'CartPole-v1', '--task', 'task.ts'], 'not both'],
    [['get', '--task', 'missing.ts'], 'missing.ts'],
    [['generate', '--env', 'CartPole-v1', '--max-attempts', 'many'], 'whole number'],
    [['generate', '--env', 'CartPole-v1', '--model', 'nonsense'], 'ollama:NAME'],
    [['generate', '--env', 'CartPole-v1', '--model', 'replay:missing.jsonl'], 'missing.jsonl'],
    [
      ['generate', '--env', 'CartPole-v1', '--model', 'openai-compatible:nowhere'],
      'openai-compatible:URL#MODEL',
    ],
    [['resume', 'missing.jsonl'], 'missing.jsonl'],
    [['train', '--env', 'CartPole-v1', '--reward', 'missing.js'], 'missing.js'],
    [['generat'], 'generate'],
    [['help', 'desing'], 'Did you mean design?'],
    [['get', '--enw', 'x'], '--env'],
  ])('%j ends with status 2 and says what would do', async (args, hint) => {
    const { status, stderr, json } = await gencode([...args, '--json'])
    expect(status).toBe(2)
    expect(stderr).toContain(hint)
    expect(json).toMatchObject({ ok: false, error: { code: 'cli/usage' } })
  })

  it.each([
    ['a run file', ['--run', 'file/run.jsonl']],
    ['a file for the function', ['--out', 'file/reward.js']],
  ])('of %s that can not be written is said', async (_name, args) => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'file'), '')
    const generate = ['generate', '--env', 'CartPole-v1', '--model', 'baseline', ...args]
    const { status, stderr } = await gencode(generate, { cwd })
    expect(status).toBe(2)
    expect(stderr).toMatch(/error E\w+: .*'file/)
    expect(stderr).not.toContain('should not have happened')
  })

  it('of OLLAMA_HOST is said; a port alone is one', async () => {
    const wrong = await gencode(['models'], { env: { OLLAMA_HOST: 'http://' } })
    expect(wrong.status).toBe(2)
    expect(wrong.stderr).toContain('OLLAMA_HOST')
    const { json } = await gencode(['models', '--json'], { env: { OLLAMA_HOST: ':9' } })
    expect(json.ollama.host).toBe('http://127.0.0.1:9')
  })

  it('of a config file is said with its place', async () => {
    const cwd = emptyFolder()
    writeFileSync(
      join(cwd, 'gencode.config.ts'),
      'export default { env: "CartPole-v1", maxAttempts: "many" as string }',
    )
    const { status, stderr } = await gencode(['generate'], { cwd })
    expect(status).toBe(2)
    expect(stderr).toContain('maxAttempts')
  })
})

describe('help', () => {
  it.each(['get', 'generate', 'resume', 'train', 'envs', 'models', 'doctor'])(
    'of gencode %s has examples',
    async (name) => {
      const { status, stdout } = await gencode([name, '--help'])
      expect(status).toBe(0)
      expect(stdout).toContain(`$ gencode ${name}`)
    },
  )

  it('says of a design that those that lead are trained more often than --seeds', async () => {
    const { stdout } = await gencode(['design', '--help'])
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/--seeds <count> .*lead get up to three times as many/)
  })

  it('names the exit statuses, and --version the version', async () => {
    expect((await gencode(['--help'])).stdout).toContain('130 interrupted')
    expect((await gencode(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
