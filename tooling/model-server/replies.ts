import { setTimeout as sleep } from 'node:timers/promises'
import type { Reply } from './model-server.ts'

/** A status that is not 2xx, with a JSON body. */
export function status(code: number, body: object, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
}

/** A streamed body, text by text. */
export function stream(
  texts: readonly string[],
  options: { readonly type?: string; readonly pauseMs?: number } = {},
): Reply {
  return async (response) => {
    response.writeHead(200, { 'content-type': options.type ?? 'application/x-ndjson' })
    for (const text of texts) {
      if (response.destroyed) return
      response.write(text)
      if (options.pauseMs !== undefined) await sleep(options.pauseMs)
    }
    response.end()
  }
}

/** The same body cut into packets of so many bytes, inside characters and tokens. */
export function inPackets(texts: readonly string[], bytes: number, type = 'application/x-ndjson'): Reply {
  return async (response) => {
    response.writeHead(200, { 'content-type': type })
    response.socket?.setNoDelay(true)
    const body = Buffer.from(texts.join(''))
    for (let start = 0; start < body.length; start += bytes) {
      response.write(body.subarray(start, start + bytes))
      await new Promise((resolve) => setImmediate(resolve))
    }
    response.end()
  }
}

/** The texts, and then nothing more, the connection open. */
export function stall(texts: readonly string[], type = 'application/x-ndjson'): Reply {
  return (response) => {
    response.writeHead(200, { 'content-type': type })
    response.flushHeaders()
    for (const text of texts) response.write(text)
  }
}

/** The texts, and then the connection reset (RST) in the middle of the answer. */
export function reset(texts: readonly string[], type = 'application/x-ndjson'): Reply {
  return async (response) => {
    response.writeHead(200, { 'content-type': type })
    response.flushHeaders()
    for (const text of texts) await new Promise((resolve) => response.write(text, resolve))
    // Long enough for the client to have read what was sent: a reset throws away what it has not.
    await sleep(50)
    response.socket?.resetAndDestroy()
  }
}

/** The connection closed before any answer. */
export const hangUp: Reply = (response) => {
  response.socket?.destroy()
}

/** The words of a text, each with the space before it. */
export function words(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}
