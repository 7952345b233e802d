import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

/** A server at a free port of this machine. */
export interface Listening {
  readonly url: string
  /** Takes no more callers, and ends when the last one has gone. */
  close(): Promise<void>
}

/** Serves an app to this machine alone. `afterwards` lets go of what the app needed. */
export async function listen(app: Hono, afterwards = () => {}): Promise<Listening> {
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await new Promise((resolve) => server.close(resolve))
      afterwards()
    },
  }
}
