import { CodeError, GencodeError } from '@gencode/contract/errors'
import { type ExamplesTask, Rng } from '@gencode/env'
import type { RunnableFunction } from '../attempt.ts'
import { jsonText } from '../json-text.ts'
import { argumentsText } from './call-probes.ts'
import { ProbeError, withInput } from './failure.ts'
import type { ProbeReport } from './probe-reward.ts'

/**
 * Tries a function that is no reward with its task's examples and properties.
 *
 * @param seed of the properties' inputs
 * @throws CodeError: what the function threw, or a ProbeError (`example/wrong-result`, `property/broken`)
 */
export async function probeExamples(
  fn: RunnableFunction,
  task: ExamplesTask,
  seed = 0,
): Promise<ProbeReport> {
  const { name } = task.contract
  const call = async (args: readonly unknown[]): Promise<unknown> => {
    try {
      return task.contract.checkResult(await fn(...args))
    } catch (error) {
      throw error instanceof CodeError ? withInput(error, argumentsText(task.contract, args)) : error
    }
  }
  for (const { args, result, tolerance = 0 } of task.examples) {
    const output = await call(args)
    if (isClose(output, result, tolerance)) continue
    throw new ProbeError({
      code: 'example/wrong-result',
      feedback: `${name} must return ${jsonText(result)}${tolerance > 0 ? ` (within ${tolerance})` : ''} for this input.`,
      input: argumentsText(task.contract, args),
      output: jsonText(output),
    })
  }
  const rng = new Rng(seed)
  for (const property of task.properties)
    for (let run = 0; run < (property.runs ?? 100); run++) {
      const args = property.arguments(rng)
      const output = await call(args)
      if (property.holds(output, args, (...again) => task.contract.checkResult(now(fn(...again))))) continue
      throw new ProbeError({
        code: 'property/broken',
        feedback: `This must hold for every call of ${name}, but does not: ${property.name}.`,
        input: argumentsText(task.contract, args),
        output: jsonText(output),
      })
    }
  return { warnings: [] }
}

function now(result: unknown): unknown {
  if (result instanceof Promise)
    throw new GencodeError(
      'A property that calls the function again needs a sandbox of this thread: createSandbox, not createSandboxWorker',
    )
  return result
}

/** Whether two plain values are equal, numbers within a tolerance. */
function isClose(value: unknown, wanted: unknown, tolerance: number): boolean {
  if (typeof value === 'number' && typeof wanted === 'number')
    return Object.is(value, wanted) || Math.abs(value - wanted) <= tolerance
  if (typeof value !== 'object' || typeof wanted !== 'object' || value === null || wanted === null)
    return Object.is(value, wanted)
  if (Array.isArray(value) !== Array.isArray(wanted)) return false
  const keys = Object.keys(wanted)
  return (
    keys.length === Object.keys(value).length &&
    keys.every(
      (key) =>
        Object.hasOwn(value, key) &&
        isClose((value as Record<string, unknown>)[key], (wanted as Record<string, unknown>)[key], tolerance),
    )
  )
}
