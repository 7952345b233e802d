import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { endWith, exitCode } from './exit.ts'
import { failure } from './failure.ts'
import type { Output } from './output.ts'
import { writeWhole } from './write-whole.ts'

/** Does what stands beside the work: where it fails, that is told, and in the status; what the work came to is told all the same. */
export async function beside(output: Output, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    output.error(failure(error).message)
    endWith(exitCode.usage)
  }
}

/**
 * Writes what the work came to into its file. Where that can't be written (a full disk), what took hours is not lost: it is kept
 * where the system has its temporary files.
 *
 * @param what to start a sentence with
 */
export async function writeResult(
  path: string,
  content: string,
  what: string,
  output: Output,
): Promise<void> {
  await beside(output, async () => {
    try {
      await writeWhole(path, content)
      output.note(`${what} in ${path}.`)
    } catch (error) {
      await beside(output, async () => {
        const spare = join(await mkdtemp(join(tmpdir(), 'gencode-')), basename(path))
        await writeFile(spare, content)
        output.error(`${what} in ${spare} instead.`)
      })
      throw error
    }
  })
}
