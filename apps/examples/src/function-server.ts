import { CodeError, defineContract } from '@gencode/contract'
import { createSandboxWorker, SandboxTimeoutError, type SandboxWorker } from '@gencode/sandbox'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import pLimit from 'p-limit'
import * as z from 'zod'
import { type Listening, listen } from './listen.ts'

const contract = defineContract({
  name: 'main',
  description: 'Whatever its author wants of it.',
  parameters: [{ name: 'input', description: 'As the request has it.', schema: z.json(), layout: 'json' }],
  result: { schema: z.json(), layout: 'json' },
})

const requestSchema = z.object({ code: z.string(), input: z.json() })
type FunctionRequest = z.output<typeof requestSchema>

/**
 * Starts a server that runs strangers' functions: `POST /` with `{ code, input }` gives `{ result }`, or
 * `{ error, feedback }` with status 422 where the code is at fault.
 */
export async function startFunctionServer(): Promise<Listening> {
  const limits = { memoryBytes: 16 * 2 ** 20, resultBytes: 64 * 2 ** 10 }
  // Honest functions need a millisecond or so. What needs more goes on in a lane of its own, and holds up nobody else.
  const quick = await createSandboxWorker({ ...limits, size: 2, timeoutMs: 50 })
  const patient = await createSandboxWorker({ ...limits, timeoutMs: 500 })

  // So many at a time: a function is called right after it was compiled, not behind all others' compiling.
  const turn = pLimit(4)

  async function run(lane: SandboxWorker, { code, input }: FunctionRequest, signal: AbortSignal) {
    using main = await lane.compile(code, { contract, signal })
    return await main.run([input], { signal })
  }

  const app = new Hono()
  app.get('/health', (context) => context.text('ok'))
  app.post('/', bodyLimit({ maxSize: 64 * 2 ** 10 }), async (context) => {
    const request = requestSchema.safeParse(await context.req.json().catch(() => undefined))
    if (!request.success) return context.json({ error: 'request', feedback: request.error.message }, 400)
    const { signal } = context.req.raw // a caller who hangs up takes no time
    try {
      const result = await turn(() => run(quick, request.data, signal)).catch((error: unknown) => {
        if (error instanceof SandboxTimeoutError) return run(patient, request.data, signal)
        throw error
      })
      return context.json({ result })
    } catch (error) {
      if (!(error instanceof CodeError)) throw error
      return context.json({ error: error.code, feedback: error.feedback }, 422)
    }
  })

  return listen(app, () => {
    quick.dispose()
    patient.dispose()
  })
}
