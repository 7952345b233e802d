import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { version } from '../version.ts'
import type { McpLimits } from './limits.ts'
import { errorText, type McpTool } from './tool.ts'

/** What the server serves. */
export interface McpServing {
  readonly tools: readonly McpTool[]
  readonly limits: McpLimits
}

const instructions =
  'Design reward functions for reinforcement learning: list_tasks, write a function, test_reward, train_reward, improve. run_code runs a program over the configured tools in a sandbox.'

/** An MCP server over some tools; each call has a bound on its time, and can be cancelled. */
export function mcpServer({ tools, limits }: McpServing): Server {
  const server = new Server({ name: 'gencode', version }, { capabilities: { tools: {} }, instructions })
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema: inputSchema as { type: 'object' },
    })),
  }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const tool = tools.find(({ name }) => name === params.name)
    if (!tool)
      return failed(`There is no tool ${params.name}; there are ${tools.map(({ name }) => name).join(', ')}.`)
    const progressToken = params._meta?.progressToken
    let told = 0
    const onProgress = (share: number, message: string): void => {
      if (progressToken === undefined || share <= told) return
      told = share
      void extra
        .sendNotification({
          method: 'notifications/progress',
          params: { progressToken, progress: share, total: 1, message },
        })
        .catch(() => {})
    }
    const signal = AbortSignal.any([extra.signal, AbortSignal.timeout(limits.maxSeconds * 1000)])
    try {
      const value = await tool.call(params.arguments, signal, onProgress)
      return { content: [{ type: 'text', text: JSON.stringify(value) }] }
    } catch (error) {
      return failed(errorText(error))
    }
  })
  return server
}

function failed(text: string) {
  return { isError: true, content: [{ type: 'text' as const, text }] }
}
