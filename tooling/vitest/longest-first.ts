import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes in the deep run. */
const long = [
  'compiled/random-programs',
  'clean/src/linear',
  'python/src/fuzz',
  'sandbox/src/soak',
  'design/src/killed',
]

/** Begins with the files that take longest, so that none of them runs alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => long.some((part) => moduleId.includes(part))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
