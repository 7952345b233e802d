import { setTimeout as wait } from 'node:timers/promises'
import { CleanError } from '@gencode/clean'
import { Hono } from 'hono'
import { streamText } from 'hono/streaming'
import { afterAll, expect, it } from 'vitest'
import { askInPage } from './chat-page.ts'
import { listen } from './listen.ts'

const answer = `<think>A greeting; \`\`\`js would do.</think>
Sure, grüß Gott! Here it is:

\`\`\`ts
const words = { de: 'Grüß Gott' }
export const greet = (name: string): string => \`\${words.de}, \${name}!\`
\`\`\`
`
const talk = 'Let me explain every word of it at length. '.repeat(2000)

/** What the server has sent of its last answer, once it has ended it. */
let sent: Promise<string>
const app = new Hono()
app.post('/:letters', async (context) => {
  const whole = (await context.req.text()) === 'talk' ? talk : answer + talk
  return streamText(context, async (stream) => {
    let from = 0
    let ended = (_text: string): void => {}
    sent = new Promise((resolve) => {
      ended = resolve
    })
    const letters = Number(context.req.param('letters'))
    for (; from < whole.length && !stream.aborted; from += letters) {
      await stream.write(whole.slice(from, from + letters))
      await wait(1)
    }
    ended(whole.slice(0, from))
  })
})
const { url, close } = await listen(app)
afterAll(close)

it.each([1, 7, 64])(
  'takes the function out of an answer that streams in by %i letters, and ends it there',
  async (letters) => {
    let shown = ''
    const { source, entry } = await askInPage(`${url}/${letters}`, 'Greet me.', {
      entry: 'greet',
      show: (text) => {
        shown = text
      },
    })
    expect(entry).toBe('greet')
    expect(source).toContain('const greet = (name        ) ')
    expect(shown.startsWith(answer.trimEnd())).toBe(true)
    expect(shown.length).toBeLessThan(answer.length + 1000)
    // The server was told, and stopped as well.
    expect((await sent).length).toBeLessThan(talk.length / 2)
  },
)

it('says so where there is no function', async () => {
  await expect(askInPage(`${url}/4096`, 'talk', { entry: 'greet', show() {} })).rejects.toThrow(CleanError)
  expect(await sent).toContain(talk)
})
