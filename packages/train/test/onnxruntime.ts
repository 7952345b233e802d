import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { requirePart } from '../../../tooling/vitest/require.ts'

/** The Python whose packages the tests use: the activated environment's, else the repository's own. */
export const python: string | undefined = [
  process.env.VIRTUAL_ENV,
  join(import.meta.dirname, '../../../.venv'),
]
  .map((folder) => join(folder ?? '', 'bin/python'))
  .find((file) => existsSync(file))

/** Whether that Python runs ONNX models. */
export const hasOnnxruntime: boolean = requirePart('onnxruntime', canImport('onnxruntime'))

function canImport(name: string): boolean {
  if (!python) return false
  try {
    execFileSync(python, ['-c', `import ${name}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
