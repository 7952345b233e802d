import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { isRequired, requirePart } from '../../../tooling/vitest/require.ts'
import { emptyFolder, gencode } from './gencode.test-kit.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server that speaks OpenAI's protocol; `answer` is given the number of the request, from 1. */
async function serve(
  answer: (response: ServerResponse, request: number, asked: string) => void,
): Promise<string> {
  let requests = 0
  const server = createServer(async (request, response) => answer(response, ++requests, await text(request)))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `openai-compatible:http://127.0.0.1:${(server.address() as AddressInfo).port}/v1#coder`
}

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'a', object: 'chat.completion.chunk', created: 1, model: 'coder', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

function begin(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(chunk({ role: 'assistant', content: text }))
}

/** A whole answer: a reward with a weight of its own. */
function say(response: ServerResponse, request: number): void {
  const code = `function rewardFn(o, isSuccess, isFailure) { return isFailure ? -1 : ${request} / 10 - Math.abs(o[2]) ** ${1 + (request % 3)} }`
  begin(response, `\`\`\`js\n${code}\n\`\`\``)
  response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`)
}

function refuse(response: ServerResponse, status: number, error: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error }))
}

const canvas = fileURLToPath(new URL('../../../packages/design/node_modules/@napi-rs', import.meta.url))
const small = '--rounds 2 --population 2 --steps 800 --episodes 3 --seeds 1 --final-seeds 1'.split(' ')
const design = (model: string) => [
  'design',
  '--env',
  'CartPole-v1',
  '--model',
  model,
  ...small,
  '--json',
  '--run',
  'run.jsonl',
]

// Each is a run of several rounds.
describe.runIf(isRequired('deep'))('gencode design with a server', () => {
  it('whose account runs empty in round 2 says so, keeps what there is, and goes on when it is filled up', async () => {
    const cwd = emptyFolder()
    let isFull = false
    const model = await serve((response, request) => {
      if (request <= 2 || isFull) say(response, request)
      else
        refuse(response, 429, {
          message: 'You exceeded your current quota, please check your plan.',
          code: 'insufficient_quota',
        })
    })
    const { status, json, stderr } = await gencode(design(model), { cwd })
    expect([status, json.stopped.reason]).toEqual([0, 'model'])
    expect(stderr).toMatch(/Go on when it is mended: .* resume run\.jsonl\n$/)
    expect(json.stopped.message).toMatch(/no credit or quota left.*No code is at fault/)
    expect(json.candidates.filter((each: { status: string }) => each.status === 'trained')).toHaveLength(2)
    expect(json.final.successRate).toBeTypeOf('number')

    const answers = () => readFileSync(join(cwd, 'run.jsonl'), 'utf8').match(/"type":"answer"/g)?.length
    expect(answers()).toBe(2)
    isFull = true
    const resumed = await gencode(['resume', 'run.jsonl', '--json'], { cwd })
    expect([resumed.status, resumed.json.stopped.reason]).toEqual([0, 'rounds'])
    expect(resumed.json.candidates).toHaveLength(4)
  })

  it('that stops in the middle of an answer says so, and what stood before is kept', async () => {
    const cwd = emptyFolder()
    const model = await serve((response, request) => {
      if (request <= 2) return say(response, request)
      begin(response, '```js\nfunction rewardFn(o) { return')
      setTimeout(() => response.destroy(), 20)
    })
    const { status, json } = await gencode(design(model), { cwd })
    expect([status, json.stopped.reason]).toEqual([0, 'model'])
    expect(json.stopped.message).toMatch(/gives no more answers/)
    expect(json.candidates.filter((each: { status: string }) => each.status === 'trained')).toHaveLength(2)
  })

  it('that sees is shown pictures of the best policy, and the next round is told what it saw', async () => {
    const cwd = emptyFolder()
    const without = await gencode([...design('baseline'), '--watch', 'baseline'], { cwd })
    expect([without.status, without.json.error.feedback]).toEqual([
      expect.any(Number),
      expect.stringMatching(/@napi-rs\/canvas is not installed/),
    ])
    mkdirSync(join(cwd, 'node_modules'))
    symlinkSync(canvas, join(cwd, 'node_modules/@napi-rs'))
    const [looks, briefs]: [string[], string[]] = [[], []]
    const model = await serve((response, request, asked) => {
      if (asked.includes('image_url')) {
        looks.push(asked)
        begin(response, 'The pole falls to the left.')
        response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`)
      } else {
        briefs.push(asked)
        say(response, request)
      }
    })
    const { status, json } = await gencode([...design(model), '--watch', model], { cwd })
    expect([status, json.stopped.reason]).toEqual([0, 'rounds'])
    expect(looks[0]?.match(/data:image\/png;base64,iVBOR/g)).toHaveLength(6)
    expect(briefs.at(-1)).toContain('The pole falls to the left.')
  })

  it('that is not there, from the start, ends with the status of a missing part and the line that goes on', async () => {
    const { status, json } = await gencode(design('ollama:none'))
    expect(status).toBe(3)
    expect(json.error.code).toBe('cli/missing')
    expect(json.error.feedback).toMatch(/ollama serve[\s\S]*Go on when it is mended: .* resume run\.jsonl/)
  })

  it('that is no such server, from the start, is an error that names it', async () => {
    const model = await serve((response) => response.end('<html>hello</html>'))
    const { status, json } = await gencode(design(model))
    expect(status).not.toBe(0)
    expect(json.ok).toBe(false)
    expect(json.error.feedback ?? json.error.message).toMatch(/Is its address that of an API/)
  })
})

// `node tooling/scripts/fetch-llama.mjs` puts both there.
const llama = fileURLToPath(new URL('../../../.cache/llama/', import.meta.url))
const file = join(llama, 'smollm2-135m-instruct.gguf')
const isThere = requirePart(
  'llama',
  existsSync(join(llama, 'node_modules/node-llama-cpp/dist/index.js')) && existsSync(file),
)

it.runIf(isThere)(
  'a small language model in this process goes a round in order, whatever it writes',
  { timeout: 300_000 },
  async () => {
    const cwd = emptyFolder()
    mkdirSync(join(cwd, 'node_modules'))
    for (const name of ['node-llama-cpp', '@node-llama-cpp'])
      symlinkSync(join(llama, 'node_modules', name), join(cwd, 'node_modules', name))
    const args = [
      ...design(`gguf:${file}?threads=1&contextTokens=4096`),
      '--rounds',
      '1',
      '--max-attempts',
      '1',
    ]
    const { status, json, stdout } = await gencode(args, { cwd })
    expect([status, stdout === '' ? undefined : (json.stopped?.reason ?? json.error)]).toEqual([
      expect.any(Number),
      'rounds',
    ])
    expect(json.candidates).toHaveLength(2)
    for (const each of json.candidates)
      expect(each).toMatchObject({ attempts: 1, status: expect.stringMatching(/trained|refused|duplicate/) })
  },
)
