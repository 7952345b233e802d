import type { DesignEvent, DesignResult } from '@gencode/design'
import { writeResult } from './beside.ts'
import { candidateLine, candidateTable, measuredText, preferredText } from './design-table.ts'
import { type ExitCode, exitCode } from './exit.ts'
import { gencodeLine } from './gencode-line.ts'
import type { Output } from './output.ts'
import { printable } from './printable.ts'

/** Shows what a design came to, and writes its best reward where that was asked for. */
export async function tellResult(
  result: DesignResult,
  { out }: { readonly out?: string | undefined },
  file: string,
  output: Output,
): Promise<ExitCode> {
  const { best, final, controls, verdict, candidates, preferred, rounds, usage, cost, steps, stopped } =
    result
  output.note('')
  for (const line of candidateTable(candidates)) output.note(line)
  if (preferred) output.note(preferredText(preferred))
  output.note('')
  output.note(`${stopped.message} ${verdict}`)
  output.note(
    output.colors.dim(
      `${candidates.length} candidates, ${usage.inputTokens + usage.outputTokens} tokens, ${steps} environment steps. Everything is in ${file}.`,
    ),
  )
  if (best) await output.code(best.code)
  if (best && out) await writeResult(out, `${best.code}\n`, 'The best reward is', output)
  const short = candidates.map(({ trainings, reflection, rewards: _rewards, ...rest }) => ({
    ...rest,
    findings: reflection?.findings ?? [],
    seeds: trainings.map(({ seed, successRate }) => ({ seed, successRate })),
  }))
  const {
    trainings: _trainings,
    rewards: _rewards,
    reflection: _reflection,
    ...winner
  } = best ?? { trainings: [] }
  output.document({
    ok: best !== undefined,
    ...(best ? { best: winner } : {}),
    ...(final ? { final } : {}),
    controls,
    verdict,
    stopped,
    rounds,
    candidates: short,
    ...(preferred ? { preferred } : {}),
    usage,
    cost,
    steps,
    run: file,
  })
  if (stopped.reason === 'model') output.note(`Go on when it is mended: ${gencodeLine('resume', file)}`)
  if (best) return exitCode.done
  return stopped.reason === 'model' ? exitCode.missing : exitCode.noFunction
}

/** Tells what happens as it happens: a line for each candidate, the stage where a person watches. */
export function tellDesign(output: Output): { tell(event: DesignEvent): void; end(): void } {
  const { colors } = output
  const spinner = output.spinner('Gathering episodes')
  const note = (line: string): void => {
    spinner.stop()
    output.note(line)
    spinner.start()
  }
  return {
    end: () => void spinner.stop(),
    tell(event) {
      switch (event.type) {
        case 'round':
          note(colors.bold(`Round ${event.round}`))
          spinner.text = `Round ${event.round}: asking for ${event.lineages.length} rewards, then training with them`
          return
        case 'candidate':
          return note(`  ${candidateLine(event.candidate)}`)
        case 'round-ended':
          if (event.summary.best !== null)
            note(
              colors.dim(
                `  the best so far: ${event.summary.best + 1}, ${(event.summary.successRate ?? 0).toFixed(2)}`,
              ),
            )
          return
        case 'stopped':
          note(event.stopped.message)
          spinner.text = 'Measuring the best one and its controls on fresh seeds'
          return
        case 'measured':
          return note(`  the best one   ${measuredText(event.measured)}`)
        case 'control':
          return note(`  ${event.name.padEnd(14)} ${measuredText(event.measured)}`)
        case 'warning':
          return note(colors.yellow(printable(event.message)))
        case 'generation':
          if (event.event.type === 'rejected')
            spinner.text = `Candidate ${event.event.candidate + 1}: ${event.event.result.error?.code}`
      }
    },
  }
}
