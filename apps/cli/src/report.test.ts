import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startModelServer } from '../../../tooling/model-server/model-server.ts'
import { ollamaAnswer } from '../../../tooling/model-server/ollama.ts'
import { chromiumOptions, hasChromium } from '../../../tooling/vitest/chromium.ts'
import { answerWith, emptyFolder, gencode, goodReward } from './gencode.test-kit.ts'

const withTerms = `function rewardFn(o, isSuccess, isFailure) {
  const components = { upright: 1 - Math.abs(o[2]), failure: isFailure ? -1 : 0 }
  return { reward: components.upright + components.failure, components }
}`
const hostile = 'function rewardFn() { return "</script><script>document.title = \'broken\'</script>" }'

/** A run in an empty folder, with these answers in turn; gives its folder. */
async function runWith(answers: readonly string[], args: readonly string[] = []): Promise<string> {
  const cwd = emptyFolder()
  await using server = await startModelServer(answers.map((answer) => ollamaAnswer(answer)))
  const generate = [
    'generate',
    '--env',
    'CartPole-v1',
    '--model',
    'ollama:x',
    '--run',
    'run.jsonl',
    '--report',
  ]
  await gencode([...generate, ...args], { cwd, env: { OLLAMA_HOST: server.url } })
  return cwd
}

/** What a person sees of a report, without a network. */
async function look(file: string) {
  const browser = await chromium.launch(chromiumOptions)
  try {
    const context = await browser.newContext({ offline: true, viewport: { width: 390, height: 800 } })
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('request', (request) => request.url().startsWith('file:') || problems.push(request.url()))
    await page.goto(pathToFileURL(file).href)
    return {
      problems,
      title: await page.title(),
      text: await page.innerText('body'),
      plots: await page.locator('.plot canvas').count(),
      isTooWide: await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
    }
  } finally {
    await browser.close()
  }
}

describe.runIf(hasChromium)('the report, opened offline', () => {
  it('tells every answer, the accepted function, its terms and what training with it reached', async () => {
    const bad = 'function rewardFn(observations) {\n  return observation[2]\n}'
    const args = ['--episodes', '3', '--train', '--seeds', '1', '--steps', '5000']
    const cwd = await runWith([answerWith(bad), answerWith(withTerms)], args)
    const { problems, text, plots, isTooWide } = await look(join(cwd, 'run.html'))
    expect(problems).toEqual([])
    expect(isTooWide).toBe(false)
    expect(plots).toBe(3)
    for (const shown of [
      'A function was accepted',
      'sandbox/runtime',
      '> 2 |   return observation[2]',
      'upright:',
      'constant',
      '@gencode/core',
    ])
      expect(text).toContain(shown)
  })

  it('tells what was wrong in a run that failed; what a model wrote stays text', async () => {
    const cwd = await runWith([answerWith(hostile)], ['--max-attempts', '1'])
    const { problems, title, text } = await look(join(cwd, 'run.html'))
    expect(problems).toEqual([])
    expect(title).toBe('CartPole-v1: a run of gencode')
    expect(text).toContain('No acceptable function')
    expect(text).toContain('contract/not-a-number')
  })

  it('tells that a run was interrupted', async () => {
    const cwd = await runWith([answerWith(goodReward)])
    const lines = readFileSync(join(cwd, 'run.jsonl'), 'utf8').split('\n')
    writeFileSync(join(cwd, 'cut.jsonl'), `${lines[0]}\n${lines[1]}\n`)
    const { status, stdout } = await gencode(['report', 'cut.jsonl'], { cwd })
    expect(status).toBe(0)
    expect(stdout).toBe('cut.html\n')
    const { text } = await look(join(cwd, 'cut.html'))
    expect(text).toContain('interrupted before its end')
    expect(text).toContain('No acceptable function yet')
    expect(text).toContain('not looked at yet')
  })

  it('tells that a run was interrupted after a verdict, and not that one was that ended', async () => {
    const bad = answerWith('function rewardFn() { return "much" }')
    const cwd = await runWith([bad, bad], ['--max-attempts', '2'])
    const isInterrupted = async (file: string) => (await look(join(cwd, file))).text.includes('interrupted')
    expect(await isInterrupted('run.html')).toBe(false)
    const lines = readFileSync(join(cwd, 'run.jsonl'), 'utf8').split('\n')
    writeFileSync(join(cwd, 'cut.jsonl'), `${lines.slice(0, 3).join('\n')}\n`)
    await gencode(['report', 'cut.jsonl'], { cwd })
    expect(await isInterrupted('cut.html')).toBe(true)
  })
})

describe('gencode report', () => {
  it('says what is no run', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'notes.jsonl'), '{"a": 1}\n')
    expect((await gencode(['report', 'missing.jsonl'], { cwd })).status).toBe(2)
    const { status, stderr } = await gencode(['report', 'notes.jsonl'], { cwd })
    expect(status).toBe(2)
    expect(stderr).toContain('no run file')
  })
})
