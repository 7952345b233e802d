// A run that waits for a person outlives its process: `node approval.mjs start STATE` runs a model's program until a call needs an
// approval, and keeps the run as text in a file; whoever has that file goes on with `node approval.mjs decide STATE yes|no`.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { codeMode } from '@gencode/code-mode'
import { z } from 'zod'

const [, , verb, file, word] = process.argv
if (!file || (verb !== 'start' && verb !== 'decide'))
  throw new Error('node approval.mjs start STATE, or node approval.mjs decide STATE yes|no')

const orders = [
  { id: 'a1', paid: 20, isBroken: true },
  { id: 'a2', paid: 35, isBroken: false },
  { id: 'a3', paid: 50, isBroken: true },
]

const code = codeMode({
  tools: {
    listOrders: {
      description: 'All orders of a customer.',
      inputSchema: z.object({}),
      execute: async () => orders,
    },
    refund: {
      description: 'Pays an order back.',
      inputSchema: z.object({ id: z.string(), amount: z.number() }),
      needsApproval: true,
      // One line a refund: the ledger shows that none was paid twice.
      execute: async ({ id, amount }) => {
        appendFileSync(`${file}.ledger`, `${id} ${amount}\n`)
        return { id, amount }
      },
    },
  },
})

/** As a model would write it. */
const program = `
  const broken = (await tools.listOrders({})).filter((order) => order.isBroken)
  const done = []
  for (const { id, paid } of broken) {
    try {
      done.push(await tools.refund({ id, amount: paid }))
    } catch (error) {
      done.push({ id, refused: error.message })
    }
  }
  return done
`

const answer =
  verb === 'start'
    ? await code.execute({ program })
    : await code.resume(
        readFileSync(file, 'utf8'),
        word === 'yes' ? { approved: true } : { approved: false, reason: 'over the limit' },
      )
if ('state' in answer) {
  writeFileSync(file, answer.state)
  process.stdout.write(`${JSON.stringify(answer.approval.input)}\n`)
  // Nothing of the run is in this process any more.
  process.kill(process.pid, 'SIGKILL')
}
process.stdout.write(`${JSON.stringify(answer)}\n`)
