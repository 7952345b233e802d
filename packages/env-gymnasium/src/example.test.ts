import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { built } from '../test/built.ts'
import { hasPython } from '../test/parts.ts'

it.runIf(hasPython)('the example with an environment in a Python file of its own holds', async () => {
  const program = await built('examples/own-environment/main.ts')
  const cwd = fileURLToPath(new URL('../examples/own-environment', import.meta.url))
  const output = execFileSync(process.execPath, [program], { cwd, encoding: 'utf8', timeout: 30_000 })
  expect(output).toContain('isSuccess: true')
})
