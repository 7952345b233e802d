import { rewardContract } from '@gencode/contract'
import type { AnySandbox } from '../src/testing.ts'

const rows = 200
const contract = rewardContract([
  { index: 0, name: 'x', low: -5, high: 5 },
  { index: 1, name: 'v', low: -5, high: 5 },
])

const reward = `function rewardFn([x, v], isSuccess) {
  const terms = [Math.sin(x) ** 3, Math.exp(-v * v), Math.tanh(x * v), Math.cbrt(v), Math.log1p(Math.abs(x)), Math.hypot(x, v, 1 / 3)]
  const noise = np.std(terms) * Math.random()
  const reward = np.sum(terms) + noise + (isSuccess ? Math.atan2(v, x) : np.linalg.norm([x, v]))
  return x < 0 ? reward : { reward, components: { noise, first: terms[0] } }
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
  const { rewards, components } = await fn.batch(columns, { components: true, timeoutMs: 20_000 })
  const bits = [rewards, components.noise, components.first]
    .flatMap((numbers) => Array.from(new Uint32Array((numbers as Float64Array).buffer)))
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('')
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
