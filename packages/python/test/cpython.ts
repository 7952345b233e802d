import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root: string = fileURLToPath(new URL('../../..', import.meta.url))

/** The Python of the virtual environment, if there is one with numpy. */
export const python: string | undefined = [process.env.VIRTUAL_ENV, join(root, '.venv')]
  .flatMap((folder) => (folder ? [join(folder, 'bin/python'), join(folder, 'Scripts/python.exe')] : []))
  .find((path) => existsSync(path))

/** One call: the observation and two flags. */
export type Call = readonly [observation: readonly number[], a: boolean, b: boolean]

/** A function and how it is called. */
export interface Program {
  readonly source: string
  readonly entry: string
  readonly calls: readonly Call[]
}

/** What a call gave; see fixtures/cpython.py. */
export type Result =
  | number
  | string
  | null
  | { readonly s: string }
  | { readonly l: readonly Result[] }
  | { readonly d: readonly (readonly [string, Result])[] }
  | { readonly o: string }
  | { readonly e: readonly [type: string, message: string, line: number | null] }

/** What became of a function. */
export interface Answer {
  readonly syntax?: readonly [message: string, line: number]
  readonly load?: readonly [type: string, message: string, line: number | null]
  readonly results?: readonly Result[]
}

/** What CPython with numpy says. @throws where it can't be asked */
export function askCPython(programs: readonly Program[]): Answer[] {
  const script = fileURLToPath(new URL('../fixtures/cpython.py', import.meta.url))
  const { stdout, stderr, status } = spawnSync(python ?? 'python3', [script], {
    input: programs.map((program) => `${JSON.stringify(program)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(`CPython can't be asked: ${stderr}`)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
}
