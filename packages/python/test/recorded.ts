import { readFileSync, writeFileSync } from 'node:fs'
import { type Answer, askCPython, type Program } from './cpython.ts'

/**
 * CPython's recorded answers to programs. `pnpm --filter @gencode/python record` asks again, with a Python that has numpy.
 *
 * @param name of the file in fixtures/
 */
export function recorded(name: string, programs: readonly Program[]): Answer[] {
  const file = new URL(`../fixtures/${name}.json`, import.meta.url)
  if (process.env.GENCODE_RECORD === 'python') {
    const lines = askCPython(programs).map((answer) => JSON.stringify(answer))
    writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`)
  }
  const answers = JSON.parse(readFileSync(file, 'utf8')) as Answer[]
  if (answers.length !== programs.length)
    throw new Error(
      `fixtures/${name}.json holds ${answers.length} answers to ${programs.length} programs: record it again`,
    )
  return answers
}
