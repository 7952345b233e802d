import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder, and those above it that are missing. Node's own `recursive` never ends where a folder takes none
 * (`/proc`, or behind a link to nowhere).
 *
 * @throws the file system's error
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const above = dirname(folder)
  if (above !== folder) makeFolder(above)
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process was faster; a link to nowhere is told by what comes to stand in it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
