import { rewardContract } from '@gencode/contract'
import type { AnySandbox } from '../src/testing.ts'

const rows = 200
const contract = rewardContract([
  { index: 0, name: 'x', low: -5, high: 5 },
  { index: 1, name: 'v', low: -5, high: 5 },
])

const reward = `function rewardFn([x, v], isSuccess) {
  const terms = [Math.sin(x) ** 3, Math.exp(-v * v), Math.tanh(x * v), Math.cbrt(v), Math.log1p(Math.abs(x)), Math.hypot(x, v, 1 / 3)]
  return np.sum(terms) + np.std(terms) * Math.random() + (isSuccess ? Math.atan2(v, x) : np.linalg.norm([x, v]))
}`

/** What a sandbox computes, bit for bit, and what it makes of a loop without an end. */
export async function sameBits(
  sandbox: AnySandbox,
): Promise<{ bits: string; text: unknown; timeout: unknown }> {
  const fn = await sandbox.compile(reward, { contract })
  const columns = [
    Float64Array.from({ length: rows * 2 }, (_, at) => ((at * 7919) % 1000) / 100 - 5),
    Uint8Array.from({ length: rows }, (_, row) => row % 2),
    new Uint8Array(rows),
  ]
  const words = new Uint32Array((await fn.batch(columns, { timeoutMs: 20_000 })).buffer)
  const bits = Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('')
  const text = await (
    await sandbox.compile(
      '() => [Math.random(), new Date().toString(), 0.1 + 0.2, (1e21).toLocaleString(), "İ".toLowerCase()]',
    )
  )()
  let timeout: unknown
  try {
    await (await sandbox.compile('() => Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'))()
  } catch (error) {
    timeout = (error as { code?: unknown }).code
  }
  return { bits, text, timeout }
}
