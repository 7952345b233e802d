import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { readRun } from '@gencode/core/node'
import { UsageError } from './exit.ts'
import { gencodeLine } from './gencode-line.ts'
import type { TaskFlags } from './resolve-task.ts'

/** A run file that is not there yet: `runs/design-CartPole-v1-20260101T120000-4711.jsonl` for the prefix `design-`. */
export function freshRunFile({ env, task }: TaskFlags, prefix = ''): string {
  const name = (env ?? task ?? 'run').replace(/[^\w.-]+/g, '-')
  const time = new Date().toISOString().replace(/[-:]/g, '').replace(/\..*/, '')
  return `runs/${prefix}${name}-${time}-${process.pid}.jsonl`
}

/** A run file may be there when it is of these very settings: then it goes on. @throws UsageError where it is of others */
export function refuseOther(file: string, settings: object): void {
  if (!existsSync(file)) return
  const { header } = readRun(file)
  // As the run file keeps it: without the settings that are undefined.
  const asked = JSON.parse(JSON.stringify(settings))
  if (header === undefined || isDeepStrictEqual(header.meta, asked)) return
  throw new UsageError(
    `${file} holds a run with other settings. Go on with it: ${gencodeLine('resume', file)}; or name another file.`,
  )
}
