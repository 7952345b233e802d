import type { ToolCallOptions, ToolLike } from './tools.ts'

/** The part of an MCP client that is used; `Client` of `@modelcontextprotocol/sdk` has it. */
export interface McpClient {
  listTools(params?: {
    cursor?: string
  }): Promise<{ tools: readonly McpTool[]; nextCursor?: string | undefined }>
  callTool(
    params: { name: string; arguments?: Record<string, unknown> },
    resultSchema?: undefined,
    options?: { signal?: AbortSignal },
  ): Promise<unknown>
}

export interface McpTool {
  readonly name: string
  readonly description?: string | undefined
  readonly inputSchema?: unknown
  readonly outputSchema?: unknown
}

interface McpResult {
  readonly content?: readonly { readonly type: string; readonly text?: string }[]
  readonly structuredContent?: unknown
  readonly isError?: boolean
}

const maxPages = 100

/**
 * The tools of an MCP server, for `codeMode({ tools: await mcpTools(client) })`. A call gives the structured content where
 * there is one; else the text, or the JSON that it holds; else the content as it came.
 *
 * @param needsApproval which of them suspend the run until someone decides; @default none
 */
export async function mcpTools(
  client: McpClient,
  needsApproval: (tool: McpTool) => boolean = () => false,
): Promise<Record<string, ToolLike>> {
  const tools: Record<string, ToolLike> = {}
  let cursor: string | undefined
  for (let page = 0; page < maxPages; page++) {
    const listed = await client.listTools(cursor === undefined ? {} : { cursor })
    for (const tool of listed.tools) tools[tool.name] = asTool(client, tool, needsApproval(tool))
    cursor = listed.nextCursor
    if (cursor === undefined || cursor === '') break
  }
  return tools
}

function asTool(client: McpClient, tool: McpTool, needsApproval: boolean): ToolLike {
  const { name, description, inputSchema, outputSchema } = tool
  return {
    description,
    inputSchema,
    outputSchema,
    needsApproval,
    async execute(input: Record<string, unknown>, { abortSignal }: ToolCallOptions) {
      const options = abortSignal ? { signal: abortSignal } : {}
      return resultOf(
        (await client.callTool({ name, arguments: input }, undefined, options)) as McpResult,
        name,
      )
    },
  }
}

function resultOf({ content = [], structuredContent, isError }: McpResult, name: string): unknown {
  const isText = content.every((part) => part.type === 'text')
  const text = content.map((part) => part.text ?? '').join('\n')
  if (isError) throw new Error(text || `${name} failed without a word`)
  if (structuredContent !== undefined) return structuredContent
  return isText ? jsonOr(text) : content
}

/** An object or a list where the text is one, else the text. */
function jsonOr(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
