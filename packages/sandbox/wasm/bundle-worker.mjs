/**
 * Makes generated/worker-program.js: the program of a sandbox worker as one text, so that a worker starts alike in
 * Node, in a bundle and from the sources.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

const { output } = await build({
  input: here('../src/worker/main.ts'),
  resolve: { conditionNames: ['@gencode/source', 'import', 'default'] },
  platform: 'neutral',
  // What is imported when it is needed stays in the one text, and is evaluated then.
  output: { format: 'iife', minify: true, codeSplitting: false },
  write: false,
  logLevel: 'warn',
})
mkdirSync(here('../generated'), { recursive: true })
writeFileSync(
  here('../generated/worker-program.js'),
  `export const program = ${JSON.stringify(output[0].code)}\n`,
)
writeFileSync(
  here('../generated/worker-program.d.ts'),
  '/** JavaScript, for a classic worker. */\nexport declare const program: string\n',
)
