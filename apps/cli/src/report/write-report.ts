import { readFile } from 'node:fs/promises'
import type { Task } from '@gencode/core'
import { readRun } from '@gencode/core/node'
import { UsageError } from '../exit.ts'
import { writeWhole } from '../write-whole.ts'
import { designPage } from './design-page.ts'
import { designStory, isDesign } from './design-story.ts'
import { reportPage } from './page.ts'
import { runStory } from './run-story.ts'

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
  const [script, style] = await Promise.all([asset('client.js'), asset('page.css')])
  await writeWhole(out, reportPage(runStory(run.header, run), task, { script, style }))
}

function asset(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8')
}
