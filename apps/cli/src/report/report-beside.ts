import { pathToFileURL } from 'node:url'
import type { Task } from '@gencode/core'
import { beside } from '../beside.ts'
import type { Output } from '../output.ts'
import { reportFile, writeReport } from './write-report.ts'

/** Writes the report beside a run that has ended, however it did: where that fails, what the run came to is told all the same. */
export async function reportBeside(runFile: string, task: Task, output: Output): Promise<void> {
  await beside(output, async () => {
    await writeReport(runFile, task, reportFile(runFile))
    output.note(`The report is ${pathToFileURL(reportFile(runFile)).href}`)
  })
}
