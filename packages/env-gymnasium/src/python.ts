import { execFile } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { basename, delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GymnasiumError } from './errors.ts'

/** The Python file that serves an environment. */
export const serverFile: string = fileURLToPath(new URL('../python/gencode_gymnasium.py', import.meta.url))

const isWindows = process.platform === 'win32'

/** A Python, and what led to it. */
export interface FoundPython {
  readonly command: string
  /** Such as `the option python` or `$GENCODE_PYTHON`. */
  readonly foundBy: string
}

/**
 * Finds the Python to run: the option, $GENCODE_PYTHON, the activated virtual environment, a `.venv` in the
 * working folder or one above it, `python3`, `python`.
 *
 * @throws GymnasiumError `gymnasium/python-missing`
 */
export function findPython(option?: string): FoundPython {
  if (option !== undefined) return existing(option, 'the option python')
  const fromVariable = process.env.GENCODE_PYTHON
  if (fromVariable) return existing(fromVariable, '$GENCODE_PYTHON')
  const activated = process.env.VIRTUAL_ENV
  const inActivated = activated && pythonIn(activated)
  if (inActivated) return { command: inActivated, foundBy: '$VIRTUAL_ENV' }
  for (let folder = resolve('.'); ; folder = dirname(folder)) {
    const found = pythonIn(join(folder, '.venv'))
    if (found) return { command: found, foundBy: join(folder, '.venv') }
    if (folder === dirname(folder)) break
  }
  for (const name of isWindows ? ['python', 'py'] : ['python3', 'python']) {
    const command = onPath(name)
    if (command) return { command, foundBy: `${name} on the PATH` }
  }
  throw new GymnasiumError(
    'There is no Python: install Python 3.10 or newer, then python3 -m venv .venv && .venv/bin/pip install gymnasium; or say where it is by the option python or $GENCODE_PYTHON',
    { code: 'gymnasium/python-missing' },
  )
}

function existing(command: string, foundBy: string): FoundPython {
  const isName = !/[\\/]/.test(command)
  const found = isName ? onPath(command) : existsSync(command) ? command : undefined
  if (found) return { command: found, foundBy }
  throw new GymnasiumError(
    `There is no Python at ${JSON.stringify(command)}, which ${foundBy} names; give the path of a python executable`,
    { code: 'gymnasium/python-missing' },
  )
}

function pythonIn(virtualEnv: string): string | undefined {
  const command = isWindows ? join(virtualEnv, 'Scripts', 'python.exe') : join(virtualEnv, 'bin', 'python')
  return existsSync(command) ? command : undefined
}

function onPath(name: string): string | undefined {
  const endings = isWindows ? ['.exe', '.cmd', ''] : ['']
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const ending of endings) {
      const file = join(folder, name + ending)
      if (folder !== '' && existsSync(file)) return file
    }
  return undefined
}

/** The variables that Python runs with. */
export function pythonVariables(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) variables[name] = value
  variables.PYTHONUNBUFFERED = '1'
  variables.PYTHONIOENCODING = 'utf-8'
  // pygame greets whoever imports it.
  variables.PYGAME_HIDE_SUPPORT_PROMPT ??= '1'
  return { ...variables, ...own }
}

/** What `checkPython` found out. */
export interface PythonReport {
  /** Whether `gymnasium(...)` can run. */
  readonly isReady: boolean
  /** In a sentence: what is there, or what is missing and how to get it. */
  readonly summary: string
  /** The Python's path, where one was found, and what led to it. */
  readonly command?: string
  readonly foundBy?: string
  /** Python's version. */
  readonly version?: string
  /** Versions of the packages that matter (`gymnasium`, `numpy`, `mujoco`, `box2d`, `highway-env`, ...); null where missing. */
  readonly packages?: Readonly<Record<string, string | null>>
}

/** Says whether this machine can run Python's Gymnasium, without starting an environment. Never throws. */
export async function checkPython(
  options: { readonly python?: string | undefined; readonly timeoutMs?: number } = {},
): Promise<PythonReport> {
  let found: FoundPython
  try {
    found = findPython(options.python)
  } catch (error) {
    return { isReady: false, summary: (error as Error).message }
  }
  const { command, foundBy } = found
  try {
    const { python, packages } = await askPython(command, options.timeoutMs ?? 10_000)
    const about = { command, foundBy, version: python, packages }
    const { gymnasium } = packages
    if (!gymnasium || Number.parseInt(gymnasium, 10) < 1) {
      const what = gymnasium ? `only gymnasium ${gymnasium}` : 'no gymnasium'
      return {
        isReady: false,
        summary: `Python ${python} (${foundBy}) has ${what}: ${pipLine(command, 'gymnasium')}`,
        ...about,
      }
    }
    return { isReady: true, summary: `Python ${python} (${foundBy}) with gymnasium ${gymnasium}`, ...about }
  } catch (error) {
    const reason = (error as Error).message.trim().split('\n').at(-1)
    return { isReady: false, summary: `${command} (${foundBy}) does not run: ${reason}`, command, foundBy }
  }
}

interface Check {
  readonly python: string
  readonly packages: Record<string, string | null>
}

function askPython(command: string, timeoutMs: number): Promise<Check> {
  return new Promise((done, fail) => {
    const settings = { timeout: timeoutMs, killSignal: 'SIGKILL', env: pythonVariables() } as const
    execFile(command, [serverFile, '--check'], settings, (error, stdout) => {
      if (error) return fail(error)
      try {
        done(JSON.parse(stdout.slice(stdout.lastIndexOf('{"executable"'))) as Check)
      } catch (cause) {
        fail(cause)
      }
    })
  })
}

/** What to type to install a package for this Python; where the system forbids that, in a `.venv` that is found here. */
export function pipLine(command: string, packageName: string): string {
  const quoted = /\s/.test(command) ? JSON.stringify(command) : command
  if (!isExternallyManaged(command)) return `${quoted} -m pip install "${packageName}"`
  return `${quoted} -m venv .venv && .venv/bin/python -m pip install "${packageName}"`
}

/** Whether pip refuses to install into this Python, as it does into that of Debian, Ubuntu, Fedora or Homebrew. */
function isExternallyManaged(command: string): boolean {
  if (!existsSync(command) || existsSync(join(dirname(dirname(command)), 'pyvenv.cfg'))) return false
  const real = realpathSync(command)
  return existsSync(join(dirname(dirname(real)), 'lib', basename(real), 'EXTERNALLY-MANAGED'))
}
