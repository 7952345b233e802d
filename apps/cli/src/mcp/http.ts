import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { UsageError } from '../exit.ts'
import { type McpServing, mcpServer } from './server.ts'

/** What a server over HTTP takes. */
export interface HttpOptions {
  /** Of this machine's loopback; 0 takes a free one. */
  readonly port: number
  /** What a client sends as `Authorization: Bearer ...`. */
  readonly token: string
}

/** A server that listens. */
export interface ListeningServer {
  readonly url: string
  close(): Promise<void>
}

const maxBytes = 1_000_000

/**
 * Serves over streamable HTTP, on this machine alone: who has no token, comes by another name of it (a rebound DNS name)
 * or from a page of another origin is turned away.
 */
export async function serveHttp(serving: McpServing, { port, token }: HttpOptions): Promise<ListeningServer> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) refuse(response, 500, 'The request failed')
    })
  })
  // A request that dawdles is no request.
  server.requestTimeout = 30_000

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host = '', origin, authorization = '' } = request.headers
    if (!isHere(`http://${host}`, portOf(server))) return refuse(response, 403, 'This host is not served')
    if (origin !== undefined && !isHere(origin)) return refuse(response, 403, 'This origin is not served')
    if (!isSame(authorization, `Bearer ${token}`))
      return refuse(response, 401, 'The token is missing or wrong')
    if (request.url !== '/mcp') return refuse(response, 404, 'The server is at /mcp')
    if (request.method !== 'POST') return refuse(response, 405, 'Only POST is served')
    const body = await bodyOf(request)
    if (body === undefined) return refuse(response, 413, `A request has at most ${maxBytes} bytes of JSON`)
    // Without a session: nothing is kept between two requests.
    const transport = new StreamableHTTPServerTransport({})
    const mcp = mcpServer(serving)
    response.on('close', () => void mcp.close())
    await mcp.connect(transport as Parameters<typeof mcp.connect>[0])
    await transport.handleRequest(request, response, body)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new UsageError(
          `--http ${port}: ${cause.code === 'EADDRINUSE' ? 'the port is taken' : cause.message}`,
          { cause },
        ),
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${portOf(server)}/mcp`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/** Whether an address is this machine's own, and has the port where one is asked for. */
function isHere(address: string, port?: number): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  return isLoopback && (port === undefined || url.port === String(port))
}

/** Compares in a time that tells nothing. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** The request's JSON; undefined where it is too long or none. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > maxBytes) return undefined
    parts.push(part)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    return undefined
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null }))
}
