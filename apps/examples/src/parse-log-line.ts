import { defineContract } from '@gencode/contract'
import { GenCode } from '@gencode/core'
import { type ExamplesTask, examplesTask } from '@gencode/env'
import type { ChatModel } from '@gencode/llm'
import * as z from 'zod'

const entrySchema = z.strictObject({
  time: z.string(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string(),
  fields: z.record(z.string(), z.string()),
})

/** One line of a log, taken apart. */
type LogEntry = z.output<typeof entrySchema>

const levels = entrySchema.shape.level.options
const values = ['disk', 'user 7', 'a=b', 'done: ok', '']

/** A function that takes a line of a service's log apart: what it must give for some lines, and what holds for all. */
const parseLogLine: ExamplesTask<[line: string], LogEntry> = examplesTask({
  id: 'parse-log-line',
  goal: 'Take apart a log line: time, level in brackets, a message, then key="value" fields behind a bar.',
  contract: defineContract({
    name: 'parseLogLine',
    description: 'Takes one line of the log apart. Fields without a value in the line are left out.',
    parameters: [
      {
        name: 'line',
        description: 'Such as: 2026-03-01T10:00:00Z [warn] disk almost full | host="db 1" used="93%"',
        schema: z.string(),
        layout: 'json',
      },
    ],
    result: { schema: entrySchema, layout: 'json' },
  }),
  examples: [
    {
      args: ['2026-03-01T10:00:00Z [warn] disk almost full | host="db 1" used="93%"'],
      result: {
        time: '2026-03-01T10:00:00Z',
        level: 'warn',
        message: 'disk almost full',
        fields: { host: 'db 1', used: '93%' },
      },
    },
    {
      args: ['2026-03-01T10:00:01Z [info] started'],
      result: { time: '2026-03-01T10:00:01Z', level: 'info', message: 'started', fields: {} },
    },
  ],
  properties: [
    {
      name: 'the level, the message and every field are those that the line was written with',
      arguments: (rng) => {
        const message = `request ${rng.integers(0, 1000)}`
        return [`2026-03-01T10:00:00Z [${rng.choice(levels)}] ${message} | id="${rng.choice(values)}"`]
      },
      holds: ({ level, message, fields }, [line]) =>
        line === `2026-03-01T10:00:00Z [${level}] ${message} | id="${fields.id}"`,
    },
  ],
})

/** Has a model write the function, and takes lines apart with it. */
export async function parseLog(model: ChatModel, lines: readonly string[]) {
  using genCode = new GenCode(parseLogLine, model)
  const { rewardFunction: parse, attempts } = await genCode.generate()
  return { entries: lines.map((line) => parse(line)), attempts }
}
