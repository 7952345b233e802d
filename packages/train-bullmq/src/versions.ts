import { createRequire } from 'node:module'

/** The packages that a training's bits depend on, with their versions here. */
export function versionsHere(): Record<string, string> {
  const here = createRequire(import.meta.url)
  const train = createRequire(here.resolve('@gencode/train/package.json'))
  return Object.fromEntries(
    [
      ['@gencode/train', here],
      ['@gencode/env', train],
      ['@gencode/sandbox', train],
    ].map(([name, from]) => [
      name as string,
      ((from as NodeJS.Require)(`${name}/package.json`) as { version: string }).version,
    ]),
  )
}

/** In which version two sides differ, as a sentence; undefined where they are the same. */
export function versionDifference(
  theirs: Readonly<Record<string, string>>,
  ours: Readonly<Record<string, string>>,
): string | undefined {
  const name = Object.keys(ours).find((one) => theirs[one] !== ours[one])
  return name && `the job is for ${name} ${theirs[name] ?? 'of no version'}, this worker has ${ours[name]}`
}
