import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../bin/gencode.js', import.meta.url))
const fixture = fileURLToPath(new URL('../../../packages/code-mode/fixtures/mcp-server.mjs', import.meta.url))
const answer = '```js\nfunction rewardFn(o, won, lost) { return lost ? -1 : 1 - Math.abs(o[2]) }\n```'

type Result = { readonly isError?: boolean; readonly content: readonly { readonly text: string }[] }

async function call(client: Client, name: string, input: Record<string, unknown>, options = {}) {
  const result = (await client.callTool({ name, arguments: input }, undefined, options)) as Result
  const text = result.content[0]?.text ?? ''
  return result.isError ? { error: text } : JSON.parse(text)
}

describe('gencode mcp over standard input and output', () => {
  let folder = ''
  const client = new Client({ name: 'test', version: '1' })
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gencode-mcp-'))
    const config = join(folder, 'mcp.json')
    await writeFile(
      config,
      JSON.stringify({ mcpServers: { shop: { command: process.execPath, args: [fixture] } } }),
    )
    const args = [bin, 'mcp', '--config', config, '--max-steps', '5000']
    await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: folder }))
  })
  afterAll(async () => {
    await client.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('offers the tools for designing rewards and for programs', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual([
      'list_tasks',
      'clean_answer',
      'test_reward',
      'train_reward',
      'run_code',
    ])
    expect(tools.at(-1)?.description).toContain('shop')
  })

  test('lists tasks, cleans an answer, tests a reward', async () => {
    const { tasks } = await call(client, 'list_tasks', {})
    expect(tasks.map(({ id }: { id: string }) => id)).toContain('Hopper-v5')
    expect(await call(client, 'clean_answer', { answer: `Sure!\n${answer}` })).toMatchObject({
      entry: 'rewardFn',
    })
    const tested = await call(client, 'test_reward', { env: 'CartPole-v1', answer })
    expect(tested.rewards).toHaveLength(200)
  })

  test('tells a model what is wrong with its reward, and where', async () => {
    const { error } = await call(client, 'test_reward', {
      env: 'CartPole-v1',
      answer: '```js\nfunction rewardFn(o, won, lost) {\n  return o[2].sin()\n}\n```',
    })
    expect(error).toMatch(/line 2/)
  })

  test('trains with a reward and tells how far it is', async () => {
    const told: number[] = []
    const result = await call(
      client,
      'train_reward',
      { env: 'CartPole-v1', answer, steps: 5_000 },
      { onprogress: ({ progress }: { progress: number }) => told.push(progress), timeout: 60_000 },
    )
    expect(result).toMatchObject({
      env: 'CartPole-v1',
      successRate: expect.any(Number),
      seeds: [{ seed: 0 }],
    })
    expect(told.length).toBeGreaterThan(0)
  })

  test('runs a program over the tools of the configured servers and over its own', async () => {
    const program = `
      const items = await shop.list_items({})
      const rewards = ['o[0]', '1 - Math.abs(o[2])', 'o[2].sin()']
      const tried = await Promise.all(rewards.map((body) =>
        gencode.test_reward({ env: 'CartPole-v1', answer: 'function rewardFn(o, won, lost) { return ' + body + ' }' })
          .then(({ entry }) => entry, (error) => error.message)))
      return { items: items.length, tried }`
    const { value } = await call(client, 'run_code', { program })
    expect(value).toEqual({ items: 2, tried: ['rewardFn', 'rewardFn', expect.stringMatching(/line 1/)] })
  })

  test.each([
    ['an unknown task', 'test_reward', { env: 'CartPole-v9', answer }, /no task "CartPole-v9"/],
    ['a task of Python', 'test_reward', { env: 'gymnasium:os:x', answer }, /Only built-in tasks/],
    ['more steps than allowed', 'train_reward', { env: 'CartPole-v1', answer, steps: 6_000 }, /at most 5000/],
    ['a missing answer', 'clean_answer', {}, /answer: /],
    ['an unknown tool', 'rm', {}, /There is no tool rm/],
    ['a program that loops', 'run_code', { program: 'while (true) {}' }, /did not end|loop/],
  ])('refuses %s in words', async (_name, tool, input, words) => {
    const { error } = await call(client, tool, input)
    expect(error).toMatch(words)
  })
})

describe('gencode mcp over HTTP', () => {
  let server: ChildProcess
  let url = ''
  beforeAll(async () => {
    server = spawn(process.execPath, [bin, 'mcp', '--http', '0'], {
      env: { ...process.env, GENCODE_MCP_TOKEN: 'secret' },
    })
    for await (const [chunk] of chunks(server)) {
      url ||= /http:\S+\/mcp/.exec(String(chunk))?.[0] ?? ''
      if (url) break
    }
  })
  afterAll(async () => {
    server.kill('SIGINT')
    await once(server, 'exit')
  })

  async function* chunks(child: ChildProcess): AsyncIterable<unknown[]> {
    while (child.stderr) yield await once(child.stderr, 'data')
  }

  const post = (headers: Record<string, string>, body = '{}'): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', headers }, (response) =>
        resolve(response.resume().statusCode),
      )
      sent.once('error', reject)
      sent.end(body)
    })

  test('serves a client that has the token', async () => {
    const client = new Client({ name: 'test', version: '1' })
    const requestInit = { headers: { authorization: 'Bearer secret' } }
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }) as never)
    expect(await call(client, 'test_reward', { env: 'CartPole-v1', answer })).toMatchObject({
      entry: 'rewardFn',
    })
    await client.close()
  })

  test('is itself a server whose tools programs call, over HTTP', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gencode-mcp-'))
    const config = join(folder, 'mcp.json')
    const there = { url, headers: { authorization: 'Bearer secret' } }
    await writeFile(config, JSON.stringify({ mcpServers: { there } }))
    const client = new Client({ name: 'test', version: '1' })
    const args = [bin, 'mcp', '--config', config]
    await client.connect(new StdioClientTransport({ command: process.execPath, args }))
    const program = 'return (await there.list_tasks({})).tasks.length'
    expect(await call(client, 'run_code', { program })).toEqual({ value: expect.any(Number) })
    await client.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('turns away who has no token, comes by another name, or from another page', async () => {
    const authorization = 'Bearer secret'
    expect(await post({})).toBe(401)
    expect(await post({ authorization: 'Bearer other' })).toBe(401)
    expect(await post({ authorization, host: 'evil.example' })).toBe(403)
    expect(await post({ authorization, origin: 'https://evil.example' })).toBe(403)
    expect(await post({ authorization, origin: 'null' })).toBe(403)
    expect(await post({ authorization }, 'x'.repeat(1_100_000))).toBe(413)
  })
})
