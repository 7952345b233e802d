import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createJiti } from 'jiti'
import { MissingPartError, UsageError } from './exit.ts'

/**
 * Loads a user's own module, TypeScript or JavaScript.
 *
 * @throws UsageError where there is no such file, or it fails while loading
 */
export async function loadModule(file: string): Promise<Record<string, unknown>> {
  const path = resolve(file)
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new UsageError(`There is no file ${file}.`)
  if (found.isDirectory()) throw new UsageError(`${file} is a folder; name the file in it.`)
  try {
    // Without a cache: jiti's own may be a folder that all users of the machine write to.
    return await createJiti(import.meta.url, { fsCache: false }).import<Record<string, unknown>>(path)
  } catch (cause) {
    throw new UsageError(`${file} could not be loaded: ${(cause as Error).message}`, { cause })
  }
}

/** Where a package of the user's folder, or beside the installed command (`npx -p` puts it there), is; undefined where it is not. */
export function findForUser(name: string): string | undefined {
  const here = import.meta.url
  const places = [
    pathToFileURL(join(process.cwd(), 'package.json')).href,
    // Where tooling/scripts/fetch-llama.mjs of a clone puts its parts.
    pathToFileURL(join(process.cwd(), '.cache/llama/package.json')).href,
    ...(/[\\/]node_modules[\\/]/.test(here) ? [here] : []),
  ]
  for (const place of places) {
    const url = createJiti(place).esmResolve(name, { try: true })
    if (url) return url
  }
  return undefined
}

/**
 * Imports a package that `findForUser` finds.
 *
 * @param peers packages that it needs besides
 * @throws MissingPartError with the line that installs it
 */
export async function importFromUser<Module>(name: string, peers: readonly string[] = []): Promise<Module> {
  const url = findForUser(name)
  if (url) return (await import(url)) as Module
  const packages = [name, ...peers]
  throw new MissingPartError(
    `${name} is not installed here. Install it in this folder: npm install ${packages.join(' ')}\n` +
      `Or with npx: npx -p @gencode/cli ${packages.map((each) => `-p ${each}`).join(' ')} gencode ...`,
  )
}
