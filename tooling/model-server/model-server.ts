import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How a request is answered. */
export type Reply = (response: ServerResponse, request: ReceivedRequest) => void | Promise<void>

/** A request that arrived. */
interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** The parsed JSON body; `undefined` when there was none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it knows was sent
  readonly body: any
  /** Resolves when the connection of this request is over: with `true` when the client left before the answer's end. */
  readonly closed: Promise<boolean>
}

/** A scripted model server on loopback. */
export interface ModelServer extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string
  /** The requests of the script so far (`POST`), oldest first. */
  readonly requests: readonly ReceivedRequest[]
  /** Closes every connection and the server. */
  close(): Promise<void>
}

/** What a scripted server does beside its script. */
export interface ModelServerOptions {
  /** What `GET /api/tags` lists. @default none */
  readonly models?: readonly string[]
  /** Whether the last reply answers every further request as well. @default false */
  readonly repeatLast?: boolean
  /** Whether pages of other origins may ask it, as with `OLLAMA_ORIGINS=*`. @default false */
  readonly cors?: boolean
}

/**
 * Starts a real HTTP server that answers each `POST` with the next reply, and a `GET` with the list of models.
 * A request past the end of the script gets status 599, which no code under test expects.
 */
export async function startModelServer(
  script: readonly Reply[],
  options: ModelServerOptions = {},
): Promise<ModelServer> {
  const requests: ReceivedRequest[] = []
  const server = createServer(async (request, response) => {
    const received = await receive(request, response)
    if (options.cors) {
      response.setHeader('access-control-allow-origin', '*')
      response.setHeader('access-control-allow-headers', 'authorization, content-type, user-agent')
    }
    if (received.method === 'OPTIONS') {
      response.writeHead(options.cors ? 204 : 403).end()
      return
    }
    if (received.method === 'GET') {
      const models = (options.models ?? []).map((name) => ({ name, model: name }))
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ models }))
      return
    }
    const place = options.repeatLast ? Math.min(requests.length, script.length - 1) : requests.length
    requests.push(received)
    const reply = script[place]
    if (reply) await reply(response, received)
    else response.writeHead(599).end('the script is at its end')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** An address at which nothing listens. */
export async function deadUrl(): Promise<string> {
  const server = await startModelServer([])
  await server.close()
  return server.url
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<ReceivedRequest> {
  const closed = new Promise<boolean>((resolve) => {
    response.once('close', () => resolve(!response.writableEnded))
  })
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += piece
  const { method = '', url: path = '', headers } = request
  return { method, path, headers, body: text === '' ? undefined : JSON.parse(text), closed }
}
