import { readFile } from 'node:fs/promises'
import type { Task } from '@gencode/core'
import { readRun } from '@gencode/core/node'
import { tierOf } from '@gencode/sandbox'
import { UsageError } from '../exit.ts'
import { tierText } from '../tier-text.ts'
import { writeWhole } from '../write-whole.ts'
import { designPage } from './design-page.ts'
import { designStory, isDesign } from './design-story.ts'
import { reportPage } from './page.ts'
import { type RunStory, runStory } from './run-story.ts'

/** The report's file where none is named: beside the run's. */
export function reportFile(runFile: string): string {
  return `${runFile.replace(/\.jsonl$/, '')}.html`
}

/**
 * Writes the report of a run file.
 *
 * @throws UsageError where the run has not begun
 */
export async function writeReport(runFile: string, task: Task, out: string): Promise<void> {
  const run = readRun(runFile)
  if (!run.header) throw new UsageError(`${runFile} holds no run yet, so there is nothing to report.`)
  if (isDesign(run.lines) && task.kind === 'reward') {
    const story = await designStory(run.header, run.lines, task)
    return writeWhole(out, designPage(story, task, await asset('page.css')))
  }
  const story = runStory(run.header, run)
  const [script, style, tiers] = await Promise.all([
    asset('client.js'),
    asset('page.css'),
    tiersOf(story, task),
  ])
  await writeWhole(out, reportPage(story, task, { script, style, tiers }))
}

/** How the accepted functions run, as sentences by their candidates' numbers. */
async function tiersOf({ candidates }: RunStory, task: Task): Promise<ReadonlyMap<number, string>> {
  const { contract } = task
  const tiers = new Map<number, string>()
  for (const { index, accepted } of candidates) {
    const { code, entry } = accepted ?? {}
    if (code !== undefined && entry !== undefined)
      tiers.set(index, tierText(await tierOf(code, { entry, contract })))
  }
  return tiers
}

function asset(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8')
}
