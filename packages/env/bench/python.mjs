import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * The first Python that can do what is needed: $GENCODE_PYTHON, the active virtual environment, .venv, the system's.
 *
 * @param {string} needed such as 'import gymnasium'
 */
export function findPython(needed) {
  const { GENCODE_PYTHON, VIRTUAL_ENV } = process.env
  return [
    GENCODE_PYTHON,
    VIRTUAL_ENV && join(VIRTUAL_ENV, 'bin/python'),
    join(repository, '.venv/bin/python'),
    'python3',
    'python',
  ].find(
    (command) =>
      command &&
      (!command.includes('/') || existsSync(command)) &&
      spawnSync(command, ['-c', needed]).status === 0,
  )
}
