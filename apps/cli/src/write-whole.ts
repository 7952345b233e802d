import { access, constants, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { UsageError } from './exit.ts'

/** Writes a file whole or not at all; its folder is made when missing. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.tmp`
  try {
    await writeFile(draft, content)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
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
    const there = await ifThere(file)
    if (there?.isDirectory()) throw new UsageError(`${file} is a folder; name a file in it.`)
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
