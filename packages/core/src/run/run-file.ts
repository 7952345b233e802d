/// <reference lib="esnext.disposable" preserve="true" />
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { makeFolder } from '@gencode/llm/node'
import { isHeader, type Journal, type JournalLine, type RunHeader } from './journal.ts'
import { lock, RunFileError } from './lock.ts'
import { type RecordedRun, recordedRun } from './recorded-run.ts'

/** A run kept in a file, one line of JSON for each answer and each verdict. */
export interface RunFile extends Journal {
  readonly path: string
  /** The first line; missing while nothing has been run. */
  readonly header: RunHeader | undefined
  /** Lets other processes write to it. */
  close(): void
  [Symbol.dispose](): void
}

/**
 * Opens a run file, or begins one; its folder is made when missing. A last line that a crash has cut short is
 * removed. Until it is closed, no other process can open it.
 *
 * @throws RunFileError
 */
export function openRun(path: string): RunFile {
  refuseOther(path)
  let unlock = (): void => {}
  let file: number | undefined
  try {
    makeFolder(dirname(path))
    unlock = lock(path)
    file = openSync(path, 'a+')
    const { lines, bytes } = read(path)
    ftruncateSync(file, bytes)
    return new OpenRun(path, file, lines, bytes, unlock)
  } catch (error) {
    if (file !== undefined) closeSync(file)
    unlock()
    if (error instanceof RunFileError) throw error
    throw unwritable(path, error)
  }
}

function unwritable(path: string, cause: unknown): RunFileError {
  return new RunFileError(`The run ${path} can't be written: ${(cause as Error).message}`, { cause })
}

/**
 * Reads a run file and leaves it alone: it may be read while another process writes to it. A last line that is not
 * whole (yet) is passed over.
 *
 * @throws RunFileError where there is no such file, or it is no run file
 */
export function readRun(path: string): RecordedRun {
  if (!existsSync(path)) throw new RunFileError(`There is no run file ${path}`)
  refuseOther(path)
  return recordedRun(read(path).lines)
}

class OpenRun implements RunFile {
  readonly path: string
  readonly versions: Readonly<Record<string, string>> = versions()
  readonly #lines: JournalLine[]
  readonly #unlock: () => void
  #file: number | undefined
  #bytes: number

  constructor(path: string, file: number, lines: JournalLine[], bytes: number, unlock: () => void) {
    this.path = path
    this.#file = file
    this.#lines = lines
    this.#bytes = bytes
    this.#unlock = unlock
  }

  get lines(): readonly JournalLine[] {
    return this.#lines
  }

  get header(): RunHeader | undefined {
    return this.#lines.find(isHeader)
  }

  append(line: JournalLine): void {
    if (this.#file === undefined) throw new RunFileError(`${this.path} is closed`)
    const bytes = new TextEncoder().encode(`${JSON.stringify(line)}\n`)
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written)
    } catch (error) {
      // A full disk: the line is absent, not torn.
      ftruncateSync(this.#file, this.#bytes)
      throw unwritable(this.path, error)
    }
    // An answer was paid for; a verdict can be made again.
    if (line.type === 'answer') fdatasyncSync(this.#file)
    this.#bytes += bytes.length
    this.#lines.push(line)
  }

  close(): void {
    if (this.#file === undefined) return
    closeSync(this.#file)
    this.#file = undefined
    this.#unlock()
  }

  [Symbol.dispose](): void {
    this.close()
  }
}

const beginning = '{"type":"run"'

/** A folder, and what may never end (a pipe, a device). */
function refuseOther(path: string): void {
  const there = statSync(path, { throwIfNoEntry: false })
  if (there?.isDirectory()) throw new RunFileError(`${path} is a folder, not a run file`)
  if (there && !there.isFile())
    throw new RunFileError(`${path} is a pipe or a device: a run is kept in a file`)
}

/** The whole lines of a file, and where they end. */
function read(path: string): { lines: JournalLine[]; bytes: number } {
  const content = readFileSync(path)
  const start = content.toString('utf8', 0, beginning.length)
  if (!beginning.startsWith(start))
    throw new RunFileError(`${path} is no run file: it does not begin with ${beginning}`)
  const bytes = content.lastIndexOf(0x0a) + 1
  const texts = content.toString('utf8', 0, bytes).split('\n').slice(0, -1)
  const lines = texts.map((text, index) => {
    const line = lineOf(text, index)
    if (typeof line === 'object') return line
    throw new RunFileError(
      `${path} is damaged at line ${index + 1} (${line}): mend or remove that line, or begin a new run`,
    )
  })
  const [header] = lines
  if (header && isHeader(header) && ![1, 2].includes(header.format))
    throw new RunFileError(
      `${path} has format ${header.format}, and this gencode reads formats 1 and 2: take a newer one`,
    )
  return { lines, bytes }
}

/** A line, or what is wrong with it. */
function lineOf(text: string, index: number): JournalLine | string {
  try {
    const line = JSON.parse(text) as JournalLine
    return faultOf(line, index) ?? line
  } catch (error) {
    return (error as Error).message
  }
}

const ownTypes = ['run', 'answer', 'verdict', 'note']

/** What is wrong with a line at its place; nothing is known of what other packages write. */
function faultOf(line: JournalLine, index: number): string | undefined {
  const type: unknown = line?.type
  if (typeof type !== 'string' || !(ownTypes.includes(type) || /^[\w-]+\/[\w-]+$/.test(type)))
    return `its type is ${JSON.stringify(type)}, which is none of ${ownTypes.join(', ')}, nor another package's, such as design/race`
  if ((type === 'run') !== (index === 0)) return 'the line of type run is the first one, and no other is'
  if (line.type !== 'answer' && line.type !== 'verdict') return undefined
  const { candidate, attempt } = line
  const isPlace = Number.isSafeInteger(candidate) && candidate >= 0 && attempt >= 1
  return isPlace && Number.isSafeInteger(attempt)
    ? undefined
    : `its candidate is ${candidate} and its attempt ${attempt}: whole numbers from 0 and from 1`
}

function versions(): Record<string, string> {
  const require = createRequire(import.meta.url)
  const names = ['clean', 'contract', 'core', 'env', 'llm', 'python', 'sandbox'].map(
    (name) => `@gencode/${name}`,
  )
  const known = names.flatMap((name): [string, string][] => {
    try {
      return [[name, (require(`${name}/package.json`) as { version: string }).version]]
    } catch {
      // Bundled: there is no package.json to ask.
      return []
    }
  })
  return Object.fromEntries([['node', process.versions.node], ...known])
}
