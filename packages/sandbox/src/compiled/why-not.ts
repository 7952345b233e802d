import { compile, type Source } from './compile.ts'
import { reasonOf } from './reason.ts'
import { loadSurroundings } from './surroundings.ts'

/** Why a function is not compiled, for a person; `undefined` where it is. */
export async function whyNot(source: Source): Promise<string | undefined> {
  try {
    compile(source, await loadSurroundings())
    return undefined
  } catch (error) {
    return reasonOf(error, source.source)
  }
}
