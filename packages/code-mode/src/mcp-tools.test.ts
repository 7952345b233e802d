import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeMode, mcpTools, type PendingApproval } from './index.ts'

const client = new Client({ name: 'test', version: '1.0.0' })

beforeAll(async () => {
  const server = fileURLToPath(new URL('../fixtures/mcp-server.mjs', import.meta.url))
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server] }))
})
afterAll(() => client.close())

describe('the tools of an MCP server', () => {
  it('are called by a program, with structured results, JSON in text, and failures', async () => {
    using mode = codeMode({ tools: { stock: await mcpTools(client) }, timeoutMs: 20_000 })
    expect(mode.description).toContain(
      'stock_of(input: {\n    item: string\n  }): Promise<{\n    count: number\n  }>',
    )
    const program = `
      const items = await stock.list_items()
      const counts = await Promise.all(items.map(({ item }) => stock.stock_of({ item })))
      const refusal = await stock.order({ item: 'nut' }).catch((error) => error.message)
      return { counts, refusal }`
    expect(await mode.execute({ program })).toEqual({
      value: { counts: [{ count: 3 }, { count: 4 }], refusal: 'nut is sold out' },
    })
  })

  it('can be held until someone approves', async () => {
    const tools = await mcpTools(client, ({ name }) => name === 'stock-of')
    using mode = codeMode({ tools, timeoutMs: 20_000 })
    const waiting = (await mode.execute("return await tools.stock_of({ item: 'nut' })")) as PendingApproval
    expect(waiting.approval.tool).toBe('tools.stock_of')
    expect(await mode.resume(waiting.state, { approved: true })).toEqual({ value: { count: 3 } })
  })
})
