import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { deadUrl, startModelServer } from '../../../tooling/model-server/model-server.ts'
import { ollamaAnswer, ollamaLine } from '../../../tooling/model-server/ollama.ts'
import { openaiAnswer } from '../../../tooling/model-server/openai.ts'
import { status as replyStatus, stream } from '../../../tooling/model-server/replies.ts'
import { answerWith, emptyFolder, gencode, goodReward } from './gencode.test-kit.ts'

const generate = ['generate', '--env', 'CartPole-v1', '--model', 'ollama:x']

describe('gencode generate', () => {
  it('refines with an Ollama model: the second request holds the feedback of the first', async () => {
    await using server = await startModelServer([
      ollamaAnswer(answerWith('function rewardFn(observations) { return observation[2] }')),
      ollamaAnswer(answerWith(goodReward)),
    ])
    const { status, json, stderr } = await gencode([...generate, '--json'], {
      env: { OLLAMA_HOST: server.url },
    })
    expect(status).toBe(0)
    expect(json).toMatchObject({ ok: true, entry: 'rewardFn', code: goodReward })
    expect(json.attempts).toMatchObject([{ error: { code: 'sandbox/runtime' } }, { code: goodReward }])
    expect(json.accepted).toHaveLength(1)
    expect(stderr).toContain('attempt 2 (ollama:x)')
    const last = server.requests[1]?.body.messages.at(-1)
    expect(last.role).toBe('user')
    expect(last.content).toContain(json.attempts[0].error.feedback.slice(0, 40))
  })

  it('leaves a run file that resume reads without asking again', async () => {
    const cwd = emptyFolder()
    await using server = await startModelServer([ollamaAnswer(answerWith(goodReward))])
    const env = { OLLAMA_HOST: server.url }
    const first = await gencode([...generate, '--json', '--run', 'run.jsonl', '--out', 'reward.js'], {
      cwd,
      env,
    })
    expect(readFileSync(join(cwd, 'reward.js'), 'utf8')).toBe(`${goodReward}\n`)
    const again = await gencode(['resume', 'run.jsonl', '--json'], { cwd, env })
    expect(again.status).toBe(0)
    expect(again.json.accepted).toEqual(first.json.accepted)
    expect(server.requests).toHaveLength(1)
  })

  it('goes on with a run of the same settings, and touches no other file', async () => {
    const cwd = emptyFolder()
    await using server = await startModelServer([ollamaAnswer(answerWith(goodReward))])
    const options = { cwd, env: { OLLAMA_HOST: server.url } }
    const args = [...generate, '--run', 'run.jsonl', '--json']
    writeFileSync(join(cwd, 'run.jsonl'), '')
    const first = await gencode(args, options)
    const again = await gencode(args, options)
    expect([first.status, again.status]).toEqual([0, 0])
    expect(again.json.accepted).toEqual(first.json.accepted)
    expect(server.requests).toHaveLength(1)

    const before = readFileSync(join(cwd, 'run.jsonl'), 'utf8')
    const other = await gencode([...args, '--seed', '7'], options)
    expect(other.status).toBe(2)
    expect(other.stderr).toContain('gencode.js resume run.jsonl')
    writeFileSync(join(cwd, 'notes.txt'), 'something')
    expect((await gencode([...generate, '--run', 'notes.txt'], options)).status).toBe(2)
    expect(readFileSync(join(cwd, 'run.jsonl'), 'utf8')).toBe(before)
    expect(readFileSync(join(cwd, 'notes.txt'), 'utf8')).toBe('something')
  })

  it('goes on with a run whose settings stand in the config file', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'gencode.config.json'), '{ "env": "CartPole-v1", "model": "baseline" }')
    const args = ['generate', '--run', 'run.jsonl', '--json']
    const first = await gencode(args, { cwd })
    const again = await gencode(args, { cwd })
    expect([first.status, again.status]).toEqual([0, 0])
    expect(again.json.accepted).toEqual(first.json.accepted)
  })

  it('writes several functions so that they stand in one file side by side', async () => {
    const args = ['generate', '--env', 'CartPole-v1', '--model', 'baseline', '--n', '3']
    const { status, stdout } = await gencode(args)
    expect(status).toBe(0)
    const names = [...stdout.matchAll(/^const (\w+) = /gm)].map(([, name]) => name)
    expect(names).toEqual(['rewardFn1', 'rewardFn2', 'rewardFn3'])
    const rewards = new Function(`'use strict';${stdout}; return [${names}]`)() as (typeof Math.max)[]
    for (const reward of rewards)
      expect((reward as unknown as (...args: unknown[]) => number)([0, 0, 0, 0], false, false)).toBeTypeOf(
        'number',
      )
  })

  it('says of an empty account that it is empty, not that the code failed', async () => {
    const bad = ollamaAnswer(answerWith('function rewardFn() { return "much" }'))
    const empty = replyStatus(402, { error: 'payment required' })
    await using server = await startModelServer([bad, empty], { repeatLast: true })
    const { status, json } = await gencode([...generate, '--json'], { env: { OLLAMA_HOST: server.url } })
    expect(status).toBe(3)
    expect(json.error.feedback).toMatch(/no credit or quota left.*No code is at fault/)
  })

  it('gives a model of Ollama the options behind its name', async () => {
    await using server = await startModelServer([ollamaAnswer(answerWith(goodReward))])
    const args = ['generate', '--env', 'CartPole-v1', '--model', 'ollama:x:7b?num_ctx=16384']
    expect((await gencode(args, { env: { OLLAMA_HOST: server.url } })).status).toBe(0)
    expect(server.requests[0]?.body).toMatchObject({ model: 'x:7b', options: { num_ctx: 16384 } })
    const wrong = await gencode([...args.slice(0, 4), 'gguf:x.gguf?thread=2', '--json'])
    expect([wrong.status, wrong.json.error.feedback]).toEqual([
      2,
      expect.stringMatching(/no setting thread.*threads/),
    ])
  })

  it('ends with every attempt when none was acceptable', async () => {
    const bad = ollamaAnswer(answerWith('function rewardFn() { return "much" }'))
    await using server = await startModelServer([bad], { repeatLast: true })
    const args = [...generate, '--max-attempts', '3', '--json']
    const { status, json } = await gencode(args, { env: { OLLAMA_HOST: server.url } })
    expect(status).toBe(1)
    expect(json).toMatchObject({ ok: false, error: { code: 'contract/not-a-number' } })
    expect(json.attempts).toHaveLength(3)
  })

  it('says how to start an Ollama that is not there', async () => {
    const { status, json } = await gencode([...generate, '--json'], { env: { OLLAMA_HOST: await deadUrl() } })
    expect(status).toBe(3)
    expect(json.error.feedback).toContain('ollama serve')
  })

  it('says how to pull a model that is not there', async () => {
    const reply = replyStatus(404, { error: "model 'x' not found" })
    await using server = await startModelServer([reply], { repeatLast: true })
    const { status, json } = await gencode([...generate, '--json'], { env: { OLLAMA_HOST: server.url } })
    expect(status).toBe(3)
    expect(json.error.feedback).toContain('ollama pull x')
  })

  it('goes on after a stream that was cut off, when it is resumed', async () => {
    const cwd = emptyFolder()
    // Once, and at each of three retries.
    const cut = stream([ollamaLine('```js\nfunction rew')])
    await using server = await startModelServer([cut, cut, cut, cut, ollamaAnswer(answerWith(goodReward))])
    const env = { OLLAMA_HOST: server.url }
    const first = await gencode([...generate, '--json', '--run', 'run.jsonl'], { cwd, env })
    expect(first.status).toBe(3)
    expect(first.json.error.feedback).toContain('gencode.js resume run.jsonl')
    const { status, json } = await gencode(['resume', 'run.jsonl', '--json'], { cwd, env })
    expect(status).toBe(0)
    expect(json.code).toBe(goodReward)
  })

  it('takes an OpenAI-compatible endpoint', async () => {
    await using server = await startModelServer([openaiAnswer(answerWith(goodReward))])
    const model = `openai-compatible:${server.url}/v1#coder`
    const { status, json } = await gencode(['generate', '--env', 'CartPole-v1', '--model', model, '--json'])
    expect(status).toBe(0)
    expect(json.code).toBe(goodReward)
    expect(server.requests[0]).toMatchObject({ path: '/v1/chat/completions', body: { model: 'coder' } })
  })

  it('names the line that installs what is missing', async () => {
    const gguf = await gencode(['generate', '--env', 'CartPole-v1', '--model', 'gguf:/tmp/x.gguf', '--json'])
    expect(gguf.status).toBe(3)
    expect(gguf.json.error.feedback).toContain('npm install node-llama-cpp')
    const openai = await gencode(['generate', '--env', 'CartPole-v1', '--model', 'openai:gpt-5', '--json'])
    expect(openai.status).toBe(3)
    expect(openai.json.error.feedback).toContain('npm install @ai-sdk/openai')
  })

  it('falls back on the baseline, and says that it is no language model', async () => {
    const { status, stderr, json } = await gencode(['generate', '--env', 'CartPole-v1', '--json', '--n', '3'])
    expect(status).toBe(0)
    expect(stderr).toContain('no language model')
    expect(json.accepted).toHaveLength(3)
    expect(new Set(json.accepted.map((each: { code: string }) => each.code)).size).toBe(3)
  })

  it('says so where the function is in another language than it was asked for', async () => {
    const baseline = ['generate', '--env', 'CartPole-v1', '--model', 'baseline']
    const { status, stderr } = await gencode([...baseline, '--language', 'python'])
    expect(status).toBe(0)
    expect(stderr).toContain('It was asked for in python, and written in javascript.')
    expect((await gencode([...baseline, '--language', 'javascript'])).stderr).not.toContain('asked for in')
  })

  it('asks no model where --steps or --seeds have no --train to be of', async () => {
    const { status, stdout, stderr } = await gencode(['generate', '--env', 'CartPole-v1', '--steps', '9'])
    expect(stderr).toMatch(/^error --seeds and --steps .*--train/)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  })

  it('takes a task of the user, and what the config file says', async () => {
    const cwd = emptyFolder()
    const { href } = new URL('../../../packages/env/dist/index.js', import.meta.url)
    writeFileSync(
      join(cwd, 'task.ts'),
      `import { task } from '${href}'\nexport default { ...task('CartPole-v1'), id: 'mine' as string }`,
    )
    writeFileSync(join(cwd, 'gencode.config.json'), '{ "task": "task.ts", "model": "baseline", "n": 2 }')
    const { status, json } = await gencode(['generate', '--json'], { cwd })
    expect(status).toBe(0)
    expect(json.accepted).toHaveLength(2)
    expect(existsSync(join(cwd, json.run))).toBe(true)
  })
})

describe('gencode train', () => {
  it('tells a fair reward, the own one of the environment and a constant one apart', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'reward.js'), goodReward)
    const args = [
      'train',
      '--env',
      'CartPole-v1',
      '--reward',
      'reward.js',
      '--seeds',
      '3',
      '--json',
      '--out',
      'policy.json',
      '--csv',
      'curves.csv',
    ]
    const { status, json } = await gencode(args, { cwd })
    expect(status).toBe(0)
    const [environment, constant] = json.controls
    expect(json.seeds).toHaveLength(3)
    expect(json.successRate).toBeGreaterThan(0.7)
    expect(environment.successRate).toBeGreaterThan(0.7)
    expect(json.interval[0]).toBeGreaterThan(constant.interval[1])
    expect(JSON.parse(readFileSync(join(cwd, 'policy.json'), 'utf8'))).toHaveProperty('kind')
    const [head, first] = readFileSync(join(cwd, 'curves.csv'), 'utf8').split('\r\n')
    expect(head).toBe('reward,seed,update,environmentSteps,meanReturn,bestReturn,successRate')
    expect(first).toMatch(/^reward\.js,0,1,\d+,/)

    const measured = await gencode(
      ['evaluate', 'policy.json', '--env', 'CartPole-v1', '--episodes', '10', '--show', '--json'],
      { cwd },
    )
    expect(measured.json).toMatchObject({ ok: true, env: 'CartPole-v1', episodes: 10 })
    expect(measured.json.successRate).toBeGreaterThan(0.7)
    expect(measured.stderr).toMatch(/[\u2801-\u28ff]/)
    const other = await gencode(['evaluate', 'policy.json', '--env', 'Acrobot-v1', '--json'], { cwd })
    expect(other.status).toBe(2)
    expect(other.json.error.feedback).toMatch(/trained for another task/)
    const exported = await gencode(['export', 'policy.json', '--onnx', '--json'], { cwd })
    expect(exported.json).toMatchObject({ ok: true, onnx: 'policy.onnx' })
    expect(readFileSync(join(cwd, 'policy.onnx'))).toHaveLength(exported.json.bytes)
  })

  it('makes MuJoCo’s environments by itself, in its workers, too', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'reward.js'), 'function rewardFn(observations) { return 1 + observations[5] }')
    const args = ['train', '--env', 'Hopper-v5', '--reward', 'reward.js', '--no-controls', '--json']
    const { status, json, stderr } = await gencode(
      [...args, '--seeds', '2', '--steps', '1500', '--episodes', '2'],
      { cwd },
    )
    expect(stderr).not.toMatch(/this thread/)
    expect(status).toBe(0)
    expect(json).toMatchObject({ env: 'Hopper-v5', seeds: [{ seed: 0 }, { seed: 1 }] })
  })

  it('shows what is wrong with a reward that does not run', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'reward.js'), 'function rewardFn() { return nothing }')
    const { status, json } = await gencode(
      ['train', '--env', 'CartPole-v1', '--reward', 'reward.js', '--json'],
      { cwd },
    )
    expect(status).toBe(1)
    expect(json.error.code).toBe('sandbox/runtime')
  })
})

describe('what there is', () => {
  it.each(['envs', 'models', 'doctor'])('is listed by gencode %s, for people and as JSON', async (name) => {
    const [plain, json] = await Promise.all([gencode([name]), gencode([name, '--json'])])
    expect(plain.status).toBe(0)
    expect(plain.stdout).not.toContain('\u001b[')
    expect(json.json.ok).toBe(true)
  })

  it('includes CartPole with its spaces and goal', async () => {
    const { json } = await gencode(['envs', '--json'])
    expect(json.envs.find((env: { id: string }) => env.id === 'CartPole-v1')).toMatchObject({
      runsIn: 'typescript',
      goal: expect.stringContaining('pole'),
    })
  })
})
