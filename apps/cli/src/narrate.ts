import type { Attempt, GenCodeEvent, ManyStates } from '@gencode/core'
import { counted } from './counted.ts'
import type { RandomEpisode } from './episodes.ts'
import type { Output } from './output.ts'
import { printable } from './printable.ts'

/** Tells a run's events to the person: the answer as it streams, then each attempt's verdict. */
export function narrator(
  output: Output,
  options: { readonly stream: boolean },
): (event: GenCodeEvent) => void {
  const { colors } = output
  return (event) => {
    const place =
      event.candidate > 0
        ? `candidate ${event.candidate + 1}, attempt ${event.attempt}`
        : `attempt ${event.attempt}`
    switch (event.type) {
      case 'attempt-started':
        if (options.stream) output.note(colors.bold(`${place}${event.model ? ` (${event.model})` : ''}`))
        return
      case 'token':
        if (options.stream) output.stream(event.text)
        return
      case 'restarted':
        output.note(colors.yellow('  the answer broke off; it comes from its beginning again'))
        return
      case 'cleaned':
        for (const warning of event.cleaned.warnings)
          output.note(colors.yellow(`  cleaned: ${printable(warning)}`))
        return
      case 'probed':
        for (const warning of event.warnings)
          output.note(colors.yellow(`  ${warning.code}: ${printable(warning.feedback)}`))
        return
      case 'rejected':
        tellNotes(event.result, output)
        output.note(`${colors.red('✗')} ${place}: ${rejection(event.result)}`)
        return
      case 'accepted':
        tellNotes(event.result, output)
        output.note(`${colors.green('✓')} ${place}: ${acceptance(event.result)}`)
    }
  }
}

function tellNotes({ notes = [] }: Attempt, output: Output): void {
  for (const note of notes) output.note(output.colors.yellow(`  ${printable(note)}`))
}

function rejection({ error }: Attempt): string {
  if (!error) return 'no acceptable function'
  const lines = [`${error.code}: ${error.feedback}`]
  if (error.frame && !error.feedback.includes(error.frame)) lines.push(error.frame)
  if (error.input) lines.push(`input: ${error.input}`)
  if (error.output) lines.push(`output: ${error.output}`)
  return printable(lines.join('\n')).replaceAll('\n', '\n    ')
}

function acceptance({ entry, rewards, examinedMs }: Attempt): string {
  const probes = rewards ? `, ${rewards.length} probes: ${summary(rewards)}` : ''
  return `${entry} accepted${probes} (${examinedMs.toFixed(1)} ms)`
}

/** Such as `rewards -1 to 0.98, mean 0.71`. */
function summary(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  return `rewards ${short(low)} to ${short(high)}, mean ${short(mean)}`
}

/** At most four digits that count. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)))
}

const bars = '▁▂▃▄▅▆▇█'

/** The course of some values as one line of bars, at most so many; each bar is the mean of its share. */
function sparkline(values: readonly number[], width = 32): string {
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const columns = Math.min(width, values.length)
  return Array.from({ length: columns }, (_, column) => {
    const share = values.slice(
      Math.floor((column * values.length) / columns),
      Math.floor(((column + 1) * values.length) / columns),
    )
    const mean = share.reduce((sum, value) => sum + value, 0) / share.length
    return bars[Math.round(((mean - low) / span) * (bars.length - 1))]
  }).join('')
}

/** Tells what all candidates took. */
export function tellCost(
  { accepted, duplicates, failed }: ManyStates,
  seconds: number,
  output: Output,
): void {
  const all = [...accepted, ...duplicates, ...failed]
  const attempts = all.reduce((sum, each) => sum + each.attempts.length, 0)
  const tokens = all.reduce((sum, { usage }) => sum + usage.inputTokens + usage.outputTokens, 0)
  const estimated = all.some(({ usage }) => usage.estimated) ? 'about ' : ''
  const same = duplicates.length > 0 ? `, ${duplicates.length} the same as an earlier one` : ''
  const none = failed.length > 0 ? `, ${failed.length} without a function` : ''
  output.note(
    output.colors.dim(
      `${accepted.length} accepted${same}${none}: ${counted(attempts, 'attempt')}, ${estimated}${tokens} tokens, ${short(seconds)} s`,
    ),
  )
}

/** Tells what the function gave in each episode. */
export function tellEpisodes(episodes: readonly RandomEpisode[], output: Output): void {
  if (episodes.length === 0) return
  output.note(`\nIts rewards in ${episodes.length} episodes of random actions:`)
  for (const [index, { steps, rewards, return: sum }] of episodes.entries())
    output.note(
      `  episode ${String(index + 1).padStart(2)}  ${String(steps).padStart(4)} steps  return ${short(sum).padStart(8)}  ${output.colors.cyan(sparkline(rewards))}`,
    )
}
