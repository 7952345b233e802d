import { jsonSchema, tool } from 'ai'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { signatures } from './signatures.ts'
import { readTools, type Tools } from './tools.ts'

const text = (tools: Tools) => signatures(readTools(tools))

describe('signatures', () => {
  it('writes tools of the AI SDK, with zod or with JSON Schema', () => {
    const weather = tool({
      description: 'The weather of a place.',
      inputSchema: z.object({
        city: z.string().describe('Its name.'),
        unit: z.enum(['c', 'f']).default('c'),
      }),
      outputSchema: z.object({ degrees: z.number(), since: z.date() }),
      execute: async () => ({ degrees: 3, since: new Date(0) }),
    })
    const search = tool({
      inputSchema: jsonSchema<{ words: string[] }>({
        type: 'object',
        properties: { words: { type: 'array', items: { type: 'string' } } },
        required: ['words'],
      }),
      execute: async () => 'x',
    })
    expect(text({ 'get-weather': weather, search })).toBe(
      [
        'declare const tools: {',
        '  /** The weather of a place. */',
        '  get_weather(input: {',
        '    /** Its name. */',
        '    city: string',
        '    /** @default "c" */',
        '    unit?: "c" | "f"',
        '  }): Promise<{',
        '    degrees: number',
        '    since: Date',
        '  }>',
        '  search(input: {',
        '    words: string[]',
        '  }): Promise<unknown>',
        '}',
      ].join('\n'),
    )
  })

  it('asks a given writer only for schemas that can not write themselves, and lives with what it can not write', () => {
    const other = (json?: object) => ({
      json,
      '~standard': { version: 1, vendor: 'other', validate: (value: unknown) => ({ value }) },
    })
    const tools = {
      own: { inputSchema: z.object({ at: z.date() }), execute: () => 1 },
      written: { inputSchema: other({ type: 'string' }), execute: () => 1 },
      unknown: { inputSchema: other(), execute: () => 1 },
    }
    const write = (schema: unknown) => {
      const { json } = schema as { json?: object }
      if (!json) throw new TypeError('not one of mine')
      return json
    }
    expect(signatures(readTools(tools, write))).toBe(
      [
        'declare const tools: {',
        '  own(input: {',
        '    at: Date',
        '  }): Promise<unknown>',
        '  written(input: string): Promise<unknown>',
        '  unknown(input: unknown): Promise<unknown>',
        '}',
      ].join('\n'),
    )
  })

  it('puts the tools of a namespace into a declaration of their own', () => {
    const list = {
      inputSchema: { type: 'object', properties: { state: { enum: ['open', 'closed'] } } },
      execute: () => [],
    }
    expect(text({ now: () => 1, github: { 'list-issues': list } })).toBe(
      [
        'declare const tools: {',
        '  now(input?: unknown): Promise<unknown>',
        '}',
        'declare const github: {',
        '  list_issues(input?: {',
        '    state?: "open" | "closed"',
        '  }): Promise<unknown>',
        '}',
      ].join('\n'),
    )
  })

  it('writes a type that contains itself by a name of its own', () => {
    interface Tree {
      readonly inner: readonly Tree[]
    }
    const tree: z.ZodType<Tree> = z.object({ inner: z.array(z.lazy(() => tree)) })
    const program = text({ grow: { input: tree, execute: () => 1 } })
    expect(program).toContain('type ToolsGrowInput')
    expect(parseSync('tools.ts', program).errors).toEqual([])
  })
})

describe('readTools', () => {
  it('refuses by name what no program could call', () => {
    expect(() => text({})).toThrow('There are no tools')
    expect(() => text({ ask: tool({ inputSchema: z.object({}) }) as never })).toThrow(
      'The tool tools.ask has no execute',
    )
    expect(() => text({ 'a-b': () => 1, a_b: () => 2 })).toThrow('Two tools would be called tools.a_b')
    for (const taken of ['np', 'input', 'arguments'])
      expect(() => text({ [taken]: { load: () => 1 } })).toThrow(`The namespace ${taken} would hide a global`)
    expect(() => text({ Math: { max: () => 1 } })).toThrow('The namespace Math would hide a global')
  })
})
