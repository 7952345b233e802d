import { randomBytes } from 'node:crypto'
import { type ExitCode, exitCode } from '../exit.ts'
import { interruptSignal } from '../interrupt.ts'
import { serveHttp } from '../mcp/http.ts'
import { rewardTools } from '../mcp/reward-tools.ts'
import { runCode } from '../mcp/run-code.ts'
import { type McpServing, mcpServer } from '../mcp/server.ts'
import { Output, type OutputFlags } from '../output.ts'

/** The flags of `gencode mcp`. */
export interface McpFlags extends OutputFlags {
  /** A config of the MCP servers whose tools `run_code` may call. */
  readonly config?: string
  /** Serves over HTTP on this port of the loopback. @default standard input and output */
  readonly http?: number
  readonly maxSteps?: number
  readonly maxSeconds?: number
}

/** `gencode mcp`: an MCP server with which an agent designs rewards and runs programs, until its client goes or Ctrl-C. */
export async function mcp(flags: McpFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const limits = { maxSteps: flags.maxSteps ?? 500_000, maxSeconds: flags.maxSeconds ?? 300 }
  const own = rewardTools(limits)
  const code = await runCode(own, flags.config, limits)
  const serving: McpServing = { tools: [...own, code.tool], limits }
  try {
    if (flags.http === undefined) await overStdio(serving)
    else await overHttp(serving, flags.http, output)
    return exitCode.done
  } finally {
    await code.close()
  }
}

async function overStdio(serving: McpServing): Promise<void> {
  const { StdioServerTransport } = await import('@modelcontextprotocol/sdk/server/stdio.js')
  const server = mcpServer(serving)
  const gone = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve)
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await server.connect(new StdioServerTransport())
  await gone
  await server.close()
}

async function overHttp(serving: McpServing, port: number, output: Output): Promise<void> {
  const signal = interruptSignal((line) => output.note(line))
  const given = process.env.GENCODE_MCP_TOKEN
  const token = given ?? randomBytes(24).toString('base64url')
  const server = await serveHttp(serving, { port, token })
  output.note(`Serving at ${server.url}; Ctrl-C ends it.`)
  if (given === undefined)
    output.note(`Authorization: Bearer ${token}  (GENCODE_MCP_TOKEN sets one of your own)`)
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await server.close()
}
