import { codeMode, mcpTools } from '@gencode/code-mode'
import { readText } from '@gencode/llm/node'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { z } from 'zod'
import { UsageError } from '../exit.ts'
import { version } from '../version.ts'
import type { McpLimits } from './limits.ts'
import { errorText, type McpTool } from './tool.ts'

const config = z.object({
  mcpServers: z.record(
    z
      .string()
      .regex(
        /^(?!gencode$)[A-Za-z_$][\w$]*$/,
        'a name is an identifier other than gencode: programs call its tools by it',
      ),
    z.union([
      z.object({
        command: z.string(),
        args: z.array(z.string()).optional(),
        env: z.record(z.string(), z.string()).optional(),
        cwd: z.string().optional(),
      }),
      z.object({ url: z.url(), headers: z.record(z.string(), z.string()).optional() }),
    ]),
  ),
})

/** The servers that programs may call. */
export interface RunCode {
  readonly tool: McpTool
  close(): Promise<void>
}

/**
 * The tool that runs programs over this server's own tools, as `gencode`, and over those of other MCP servers, each a
 * namespace by its name in the config.
 *
 * @param file a config as MCP clients have it, `{ "mcpServers": { name: { command, args } | { url, headers } } }`
 * @throws UsageError where the file is none, or a server cannot be reached
 */
export async function runCode(
  own: readonly McpTool[],
  file: string | undefined,
  { maxSeconds }: McpLimits,
): Promise<RunCode> {
  const clients: Client[] = []
  const tools: Record<string, Awaited<ReturnType<typeof mcpTools>>> = { gencode: asTools(own) }
  const close = async () => {
    await Promise.allSettled(clients.map((client) => client.close()))
  }
  for (const [name, server] of Object.entries(file === undefined ? {} : await readConfig(file)))
    try {
      const client = new Client({ name: 'gencode', version })
      const transport =
        'url' in server
          ? new StreamableHTTPClientTransport(new URL(server.url), {
              requestInit: { headers: server.headers ?? {} },
            })
          : new StdioClientTransport({ ...server, stderr: 'inherit' } as never)
      await client.connect(transport as Parameters<Client['connect']>[0])
      clients.push(client)
      tools[name] = await mcpTools(client)
    } catch (cause) {
      await close()
      throw new UsageError(`The MCP server ${name} cannot be used: ${(cause as Error).message}`, { cause })
    }
  const mode = codeMode({ tools, waitMs: maxSeconds * 1000 })
  return {
    tool: {
      name: 'run_code',
      description: mode.description,
      inputSchema: mode.inputSchema.jsonSchema as Record<string, unknown>,
      call: (input, signal) => mode.execute(input as { program: string }, { abortSignal: signal }),
    },
    async close() {
      mode.dispose()
      await close()
    },
  }
}

function asTools(own: readonly McpTool[]): Awaited<ReturnType<typeof mcpTools>> {
  const tools = own.map(({ name, description, inputSchema, call }) => {
    const execute = async (input: unknown, { abortSignal }: { readonly abortSignal?: AbortSignal }) => {
      try {
        return await call(input, abortSignal ?? new AbortController().signal, () => {})
      } catch (error) {
        throw new Error(errorText(error), { cause: error })
      }
    }
    return [name, { description, inputSchema, execute }] as const
  })
  return Object.fromEntries(tools)
}

type Servers = z.output<typeof config>['mcpServers']

async function readConfig(file: string): Promise<Servers> {
  let parsed: unknown
  try {
    parsed = JSON.parse(await readText(file))
  } catch (cause) {
    throw new UsageError(`${file} cannot be read as JSON: ${(cause as Error).message}`, { cause })
  }
  const read = config.safeParse(parsed)
  if (read.success) return read.data.mcpServers
  const [issue] = read.error.issues
  throw new UsageError(`${file}: ${issue?.path.join('.') || 'the config'}: ${issue?.message}`)
}
