import { replay } from '@gencode/llm'
import { expect, it } from 'vitest'
import { parseLog } from './parse-log-line.ts'

// Takes values without white space alone.
const first = `\`\`\`ts
function parseLogLine(line: string) {
  const [head, tail = ''] = line.split(' | ')
  const [time, level, ...message] = head.split(' ')
  const fields: Record<string, string> = {}
  for (const [, key, value] of tail.matchAll(/(\\w+)="(\\S+)"/g)) fields[key] = value
  return { time, level: level.slice(1, -1), message: message.join(' '), fields }
}
\`\`\``

// Takes whole values, unless they are empty.
const second = `You are right, values may have spaces:
\`\`\`js
const parseLogLine = (line) => {
  const [, time, level, message, tail = ''] = line.match(/^(\\S+) \\[(\\w+)\\] (.*?)(?: \\| (.*))?$/)
  const fields = Object.fromEntries([...tail.matchAll(/(\\w+)="([^"]+)"/g)].map(([, key, value]) => [key, value]))
  return { time, level, message, fields }
}
\`\`\``

const third = second.replace('[^"]+', '[^"]*')

it('has a model write a parser, tells it what is wrong twice, and uses what stands the test', async () => {
  const line = '2026-03-02T08:30:00Z [error] payment failed | order="31 b" reason="card=expired"'
  const { entries, attempts } = await parseLog(replay([first, second, third]), [line])
  expect(attempts.map(({ error }) => error?.code)).toEqual([
    'example/wrong-result',
    'property/broken',
    undefined,
  ])
  expect(attempts[0]?.error?.input).toContain('db 1')
  expect(attempts[1]?.error?.input).toContain('id=\\"\\"')
  expect(entries).toEqual([
    {
      time: '2026-03-02T08:30:00Z',
      level: 'error',
      message: 'payment failed',
      fields: { order: '31 b', reason: 'card=expired' },
    },
  ])
})
