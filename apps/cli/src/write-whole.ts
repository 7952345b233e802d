import { access, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { makeFolder } from '@gencode/llm/node'
import { UsageError } from './exit.ts'

/**
 * Writes a file whole or not at all; its folder is made when missing. A link stays one, and what is no file (a pipe,
 * `/dev/null`) is written to and not replaced.
 *
 * @throws UsageError
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const there = await ifThere(path)
    if (there && !there.isFile()) await writeFile(path, content)
    else if (there) await replace(await realpath(path), content)
    else {
      makeFolder(dirname(path))
      await replace(path, content)
    }
  } catch (cause) {
    throw new UsageError(`${path} can't be written: ${(cause as Error).message}`, { cause })
  }
}

async function replace(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`
  try {
    await writeFile(draft, content)
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
}

/**
 * Looks whether files can be written where work will end in them: before the work, for which afterwards it would be too late.
 *
 * @throws UsageError for a folder, the system's own error for what may not be written
 */
export async function refuseUnwritable(...files: readonly (string | undefined)[]): Promise<void> {
  for (const file of files) {
    if (file === undefined) continue
    if (file === '') throw new UsageError('The name of the file to write is empty.')
    const there = await ifThere(file)
    if (there?.isDirectory() || /[\\/]$/.test(file))
      throw new UsageError(`${file} is a folder; name a file in it.`)
    if (there) await access(file, constants.W_OK)
    if (there && !there.isFile()) continue
    let folder = dirname(resolve(file))
    // Those that are missing will be made.
    while (!(await ifThere(folder))) folder = dirname(folder)
    await access(folder, constants.W_OK)
  }
}

function ifThere(path: string) {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}
