import { CodeError } from '@gencode/contract/errors'
import { createSandbox } from '@gencode/sandbox'

/** What the page posts, with a port for the reply. */
export interface Call {
  readonly code: string
  readonly args: readonly unknown[]
}

/** What the page gets. */
export type Reply = { readonly result: unknown } | { readonly error: string }

// A Web Worker of a page: the sandbox is in this thread, so its calls are synchronous here, and the page is free.
const sandbox = createSandbox({ timeoutMs: 300 })

addEventListener('message', async ({ data, ports }: MessageEvent<Call>) => {
  ports[0]?.postMessage(await run(data))
})

async function run({ code, args }: Call): Promise<Reply> {
  try {
    using fn = (await sandbox).compile(code)
    return { result: fn(...args) }
  } catch (error) {
    if (!(error instanceof CodeError)) throw error
    return { error: error.code }
  }
}
