import { readDesign } from '../designing.ts'
import { type ExitCode, exitCode } from '../exit.ts'
import { readGeneration } from '../generation.ts'
import { Output, type OutputFlags } from '../output.ts'
import { reportFile, writeReport } from '../report/write-report.ts'
import { resolveTask } from '../resolve-task.ts'
import { refuseUnwritable } from '../write-whole.ts'

/** The flags of `gencode report`. */
export interface ReportFlags extends OutputFlags {
  readonly out?: string
}

/** `gencode report`: a run as one HTML file that works offline. */
export async function report(file: string, flags: ReportFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const task = await resolveTask(readDesign(file) ?? readGeneration(file))
  const out = flags.out ?? reportFile(file)
  await refuseUnwritable(out)
  await writeReport(file, task, out)
  output.result(out)
  output.document({ ok: true, report: out })
  return exitCode.done
}
