import { createInterface } from 'node:readline'
import type { Feedback, Preference, RoundSummary } from '@gencode/design'
import type { Output } from './output.ts'

/** What the person says after a round; an empty line goes on, `q` stops. */
export async function askPerson(
  round: RoundSummary,
  candidates: ReadonlySet<number>,
  output: Output,
  signal: AbortSignal,
): Promise<Feedback> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const close = (): void => lines.close()
  signal.addEventListener('abort', close, { once: true })
  // A terminal that is asked takes Ctrl-C for itself.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  const preferences: Preference[] = []
  lines.setPrompt(
    `After round ${round.round}: what should change? (3 > 5 prefers a candidate; Enter goes on, q stops) `,
  )
  try {
    output.endLine()
    lines.prompt()
    // Several lines may come at once, pasted: the iterator keeps them.
    for await (const line of lines) {
      const said = line.trim()
      if (said === 'q') return { stop: true }
      const choice = /^(\d+)\s*>\s*(\d+)$/.exec(said)
      if (!choice) return { ...(said === '' ? {} : { wish: said }), preferences }
      const [better, worse] = choice.slice(1).map((each) => Number(each) - 1) as [number, number]
      if ([better, worse].every((each) => candidates.has(each)) && better !== worse)
        preferences.push({ better, worse })
      else output.note(`These are no two candidates of this run: ${said}`)
      lines.prompt()
    }
    signal.throwIfAborted()
    return { preferences }
  } finally {
    signal.removeEventListener('abort', close)
    lines.close()
  }
}
