import { readText } from '@gencode/llm/node'
import { loadPolicy, TrainError, type TrainedPolicy } from '@gencode/train'
import { UsageError } from './exit.ts'

/** The policy that `gencode train --out` saved. @throws UsageError */
export async function readPolicy(file: string): Promise<TrainedPolicy> {
  const text = await readText(file).catch((cause: Error) => {
    throw new UsageError(`The policy can't be read: ${cause.message}`, { cause })
  })
  try {
    return loadPolicy(text)
  } catch (error) {
    if (!(error instanceof TrainError)) throw error
    throw new UsageError(`${file}: ${error.message}`, { cause: error })
  }
}
