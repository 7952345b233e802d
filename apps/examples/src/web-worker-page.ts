import type { Call, Reply } from './web-worker.ts'

/** What the test reads from the page. */
export interface Outcome {
  readonly replies: readonly Reply[]
  /** How often the page's timer went off while a function looped without end. */
  readonly ticks: number
}

const worker = new Worker(new URL('./web-worker.js', import.meta.url), { type: 'module' })

function run(code: string, ...args: readonly unknown[]): Promise<Reply> {
  const { port1, port2 } = new MessageChannel()
  worker.postMessage({ code, args } satisfies Call, [port2])
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
  })
}

const root = await run('(x) => np.sqrt(x)', 2)

let ticks = 0
const ticking = setInterval(() => ticks++, 10)
const endless = await run('() => { while (true); }')
clearInterval(ticking)

const others = await Promise.all([
  run('() => typeof document + typeof postMessage'),
  run("() => self.postMessage('I am out')"),
  run('(list) => list.map((x) => x * 2)', [1, 2, 3]),
])
const outcome: Outcome = { replies: [root, endless, ...others], ticks }
Object.assign(globalThis, { outcome })
