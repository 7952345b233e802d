import { TrainError } from './errors.ts'

/**
 * What a module exports under a name.
 *
 * @param what is looked for, to say in an error
 * @throws TrainError where it can't be imported or exports nothing of that name
 */
export async function loadModuleExport(url: string, name: string, what: string): Promise<unknown> {
  let exported: Record<string, unknown>
  try {
    exported = await import(/* @vite-ignore */ /* webpackIgnore: true */ url)
  } catch (cause) {
    const advice = /^[a-z]+:/i.test(url)
      ? ''
      : '. Where a package manager hides a package from @gencode/train, give createTrainingWorkers({ modules }) the URL of what registers it'
    throw new TrainError(
      `The ${what}'s module ${url} can't be imported: ${(cause as Error)?.message}${advice}`,
      { cause },
    )
  }
  if (Object.hasOwn(exported, name)) return exported[name]
  throw new TrainError(
    `${url} exports no ${what} named ${name}; it exports ${Object.keys(exported).join(', ') || 'nothing'}`,
  )
}

/** Imports modules for what they register (`registerTask`, `register`). @throws TrainError where one can't be imported */
export async function loadModules(urls: readonly string[]): Promise<void> {
  for (const url of urls)
    try {
      await import(/* @vite-ignore */ /* webpackIgnore: true */ url)
    } catch (cause) {
      throw new TrainError(
        `The module ${url} can't be imported by a training worker: ${(cause as Error)?.message}`,
        { cause },
      )
    }
}
