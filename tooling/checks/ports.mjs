import { createServer } from 'node:net'

/** A port of this machine that is free now. */
export async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/**
 * Asks an address again and again until something answers there.
 *
 * @param {string} url
 * @param {number} [timeoutMs]
 * @throws when nothing answers in time
 */
export async function untilAnswered(url, timeoutMs = 60_000) {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    try {
      return await fetch(url)
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${url} does not answer`, { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
