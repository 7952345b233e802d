import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { GencodeError } from '@gencode/contract/errors'

/** A run file that cannot be opened: it is no run file, is damaged, or another process writes to it. */
export class RunFileError extends GencodeError {
  static override readonly marker: string = 'RunFileError'
}

/**
 * Holds a file for this process by another one beside it, which names the process; that of a dead one counts for nothing.
 *
 * @returns what lets go of it
 * @throws RunFileError where a living process holds it
 */
export function lock(path: string): () => void {
  const beside = `${path}.lock`
  for (let tries = 0; ; tries++) {
    if (claim(beside)) return () => rmSync(beside, { force: true })
    const owner = contentOf(beside)
    if (owner === undefined) continue
    const pid = Number.parseInt(owner, 10)
    if (tries > 3 || processMark(pid) === owner)
      throw new RunFileError(
        `${path} is in use by process ${pid}: wait until it has ended (or remove ${beside}, if no gencode runs)`,
      )
    discard(beside, owner)
  }
}

/** Makes the file with its content in one step: at no moment is there one that names nobody. */
function claim(beside: string): boolean {
  const draft = `${beside}.${process.pid}.${Math.random().toString(36).slice(2)}`
  try {
    writeFileSync(draft, processMark(process.pid) ?? '')
    return isLinked(draft, beside)
  } finally {
    rmSync(draft, { force: true })
  }
}

function isLinked(draft: string, beside: string): boolean {
  try {
    linkSync(draft, beside)
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false
    // A file system without links (FAT): in two steps.
    return claimInSteps(beside)
  }
}

function claimInSteps(beside: string): boolean {
  try {
    writeFileSync(beside, processMark(process.pid) ?? '', { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
    return false
  }
}

/** Removes the file of a dead process; one that another process has made meanwhile is put back. */
function discard(beside: string, owner: string): void {
  const aside = `${beside}.${process.pid}.${Math.random().toString(36).slice(2)}`
  try {
    renameSync(beside, aside)
    if (contentOf(aside) !== owner) linkSync(aside, beside)
  } catch {
    // Another process was faster.
  } finally {
    rmSync(aside, { force: true })
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** A living process's id, with its start time where the system tells it, for ids are used again; undefined for a dead one. */
function processMark(pid: number): string | undefined {
  try {
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name in parentheses may hold anything.
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    // A killed process stays as a zombie until its parent has looked at it.
    return state === 'Z' || state === 'X' ? undefined : `${pid} ${fields[18]}`
  } catch {
    return isAlive(pid) ? `${pid}` : undefined
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
