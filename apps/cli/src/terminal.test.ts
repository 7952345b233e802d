import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { startModelServer } from '../../../tooling/model-server/model-server.ts'
import { ollamaAnswer, ollamaLines } from '../../../tooling/model-server/ollama.ts'
import { stall } from '../../../tooling/model-server/replies.ts'
import { requirePart } from '../../../tooling/vitest/require.ts'
import { answerWith, emptyFolder, gencode, gencodeFile, goodReward } from './gencode.test-kit.ts'

const hasScript = requirePart('script', process.platform === 'linux' && existsSync('/usr/bin/script'))

/** The command in a real terminal (a pty that util-linux's script gives it). */
function inTerminal(args: readonly string[], env: Record<string, string>, cwd = emptyFolder()) {
  const command = [process.execPath, gencodeFile, ...args].map((each) => `'${each}'`).join(' ')
  const child = spawn('/usr/bin/script', ['-qfec', `stty cols 100 rows 40; exec ${command}`, '/dev/null'], {
    cwd,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: cwd,
      TERM: 'xterm-256color',
      OLLAMA_HOST: 'http://127.0.0.1:9',
      ...env,
    },
  })
  let screen = ''
  const watchers = new Set<() => void>()
  child.stdout.on('data', (data) => {
    screen += data
    for (const watcher of watchers) watcher()
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return {
    cwd,
    ended,
    screen: () => screen,
    press: (keys: string) => child.stdin.write(keys),
    until: (shown: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => screen.includes(shown) && resolve()
        watchers.add(look)
        look()
        ended.then(() => reject(new Error(`It ended without showing ${shown}:\n${screen}`)))
      }),
  }
}

const colour = '\u001b['
const baseline = ['generate', '--env', 'CartPole-v1', '--model', 'baseline', '--train', '--seeds', '1']

describe.runIf(hasScript)('in a terminal', () => {
  it('there are colours and progress', async () => {
    const terminal = inTerminal(baseline, {})
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).toContain(`${colour}32m✓`)
    expect(terminal.screen()).toMatch(/Training with designed: seed 0, \d+ %/)
  })

  it('the command alone asks what to do, shows the line that does it, and does it', async () => {
    const terminal = inTerminal([], {})
    await terminal.until('What shall it do?')
    terminal.press('\u001b[B\r')
    await terminal.until('For which task?')
    terminal.press('\r')
    await terminal.until('Which model writes it?')
    terminal.press('\r')
    await terminal.until('generate --env CartPole-v1 --model baseline')
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).toContain('1 accepted')
  })

  it('the command alone does nothing where the questions are given up', async () => {
    const terminal = inTerminal([], {})
    await terminal.until('What shall it do?')
    terminal.press('\u0003')
    expect(await terminal.ended).toBe(130)
    expect(terminal.screen()).toContain('Nothing was done.')
  })

  it('a person chooses between candidates, says what should change, and finds both again at the end', async () => {
    const sizes = ['--rounds', '2', '--population', '2', '--steps', '500', '--episodes', '2', '--seeds', '1']
    const args = ['design', '--env', 'CartPole-v1', '--model', 'baseline', ...sizes, '--final-seeds', '1']
    const terminal = inTerminal([...args, '--feedback', '--run', 'run.jsonl'], {})
    await terminal.until('Enter goes on')
    terminal.press('90 > 1\r')
    await terminal.until('no two candidates of this run: 90 > 1')
    terminal.press('2 > 1\r')
    terminal.press('Move less.\r')
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).toContain('Preferred by a person')
    const run = readFileSync(join(terminal.cwd, 'run.jsonl'), 'utf8')
    expect(run).toContain('prefers candidate 2 to 1')
    expect(run).toContain('Move less.')
  })

  it('Ctrl-C stops a design that asks, too', async () => {
    const args = [
      'design',
      '--env',
      'CartPole-v1',
      '--model',
      'baseline',
      '--rounds',
      '2',
      '--population',
      '1',
    ]
    const terminal = inTerminal(
      [...args, '--steps', '500', '--episodes', '2', '--seeds', '1', '--feedback'],
      {},
    )
    await terminal.until('Enter goes on')
    terminal.press('\u0003')
    expect(await terminal.ended).toBe(130)
    expect(terminal.screen()).toContain('Go on where it stopped')
  })

  it('there are no colours with NO_COLOR', async () => {
    const terminal = inTerminal(['envs'], { NO_COLOR: '1' })
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).not.toMatch(new RegExp(`${'\\u001b'}\\[3\\dm`))
  })

  it('Ctrl-C stops within a second, and the line that it prints goes on where it stopped', async () => {
    const lines = ollamaLines(answerWith(goodReward)).slice(0, 8)
    await using server = await startModelServer([
      ollamaAnswer(answerWith('function rewardFn() { return "much" }')),
      stall(lines),
      ollamaAnswer(answerWith(goodReward)),
    ])
    const env = { OLLAMA_HOST: server.url }
    const terminal = inTerminal(
      ['generate', '--env', 'CartPole-v1', '--model', 'ollama:x', '--run', 'run.jsonl'],
      env,
    )
    await terminal.until('attempt 2')
    await terminal.until('rewardFn(observations')
    const pressedAt = performance.now()
    terminal.press('\u0003')
    expect(await terminal.ended).toBe(130)
    // Twice the promise, for a machine under load.
    expect(performance.now() - pressedAt).toBeLessThan(2_000)
    expect(terminal.screen()).toContain('gencode.js resume run.jsonl')
    for (const line of readFileSync(join(terminal.cwd, 'run.jsonl'), 'utf8').trimEnd().split('\n'))
      JSON.parse(line)

    const { status, json } = await gencode(['resume', 'run.jsonl', '--json'], { cwd: terminal.cwd, env })
    expect(status).toBe(0)
    expect(json.code).toBe(goodReward)
    expect(server.requests).toHaveLength(3)
  })

  it('an answer cannot steer it, and reaches a file as it is', async () => {
    const cwd = emptyFolder()
    const hostile = `${goodReward} // \u001b]0;title\u0007`
    writeFileSync(join(cwd, 'answer.md'), answerWith(hostile))
    const terminal = inTerminal(['get', '--env', 'CartPole-v1', 'answer.md'], {}, cwd)
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).toContain('␛]0;title␇')
    expect(terminal.screen()).not.toContain('\u001b]0;')
    const { stdout } = await gencode(['get', '--env', 'CartPole-v1', 'answer.md'], { cwd })
    expect(stdout).toBe(`${hostile}\n`)
  })

  it('Ctrl-C stops a training', async () => {
    const terminal = inTerminal([...baseline, '--steps', '100000000'], {})
    await terminal.until('Training with')
    terminal.press('\u0003')
    expect(await terminal.ended).toBe(130)
    expect(terminal.screen()).toContain('gencode.js resume')
  })
})

describe.runIf(hasScript)('Ctrl-C', () => {
  it('keeps what is trained: the run goes on with the next reward', async () => {
    const args = [...baseline, '--steps', '1000000', '--run', 'run.jsonl']
    const terminal = inTerminal(args, {})
    await terminal.until('Training with environment')
    terminal.press('\u0003')
    expect(await terminal.ended).toBe(130)
    const again = inTerminal(['resume', 'run.jsonl'], {}, terminal.cwd)
    expect(await again.ended).toBe(0)
    expect(again.screen()).toMatch(/designed +success rate/)
    expect(again.screen()).not.toContain('Training with designed')
    expect(again.screen()).toContain('Training with constant')
  })

  it('stops the playing of episodes', async () => {
    const args = ['generate', '--env', 'CartPole-v1', '--model', 'baseline', '--episodes', '1000000']
    const terminal = inTerminal(args, {})
    await terminal.until('Playing episode')
    const pressedAt = performance.now()
    terminal.press('\u0003')
    expect(await terminal.ended).toBe(130)
    expect(performance.now() - pressedAt).toBeLessThan(2_000)
  })

  it('of gencode train is no accident', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'reward.js'), goodReward)
    const args = ['train', '--env', 'CartPole-v1', '--reward', 'reward.js', '--steps', '100000000']
    const terminal = inTerminal(args, {}, cwd)
    await terminal.until('Training with')
    terminal.press('\u0003')
    expect(await terminal.ended).toBe(130)
    expect(terminal.screen()).toContain('Interrupted')
    expect(terminal.screen()).not.toContain('should not have happened')
  })
})

describe('in a pipe', () => {
  it('that nobody reads any more, the work goes on and nothing is said', async () => {
    const cwd = emptyFolder()
    const child = spawn(process.execPath, [gencodeFile, ...baseline, '--run', 'run.jsonl'], {
      cwd,
      env: { PATH: process.env.PATH ?? '', HOME: cwd },
    })
    child.stdout.destroy()
    const stderr = text(child.stderr)
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
    expect(await stderr).not.toContain('EPIPE')
    expect(readFileSync(join(cwd, 'run.jsonl'), 'utf8')).toContain('"training constant"')
  })

  it('there are neither colours nor spinners', async () => {
    const { status, stdout, stderr } = await gencode(baseline)
    expect(status).toBe(0)
    expect(stdout + stderr).not.toContain(colour)
  })

  it('--quiet leaves standard error empty', async () => {
    const { status, stderr } = await gencode([
      'generate',
      '--env',
      'CartPole-v1',
      '--model',
      'baseline',
      '--quiet',
    ])
    expect(status).toBe(0)
    expect(stderr).toBe('')
  })
})
