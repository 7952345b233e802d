import { fileURLToPath } from 'node:url'
import { requirePart } from '../../../tooling/vitest/require.ts'
import { checkPython, type PythonReport } from '../src/python.ts'

const report: PythonReport = await checkPython()

/** Whether the tests that need Python with Gymnasium can run; said loudly where they can't. */
export const hasPython: boolean = requirePart('python', report.isReady)

/** Whether a Python package besides Gymnasium is there. */
export function hasPackage(part: 'mujoco' | 'box2d' | 'highway-env'): boolean {
  return requirePart(part, report.isReady && Boolean(report.packages?.[part]))
}

/** The folder of `faulty_envs.py`. */
export const testFolder: string = fileURLToPath(new URL('.', import.meta.url))

/** Options that make the environments of `faulty_envs.py` known. */
export const faulty: { readonly imports: string[]; readonly path: string[] } = {
  imports: ['faulty_envs'],
  path: [testFolder],
}
