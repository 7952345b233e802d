import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { isRequired } from '../../../../tooling/vitest/require.ts'
import { createSandbox, suspend } from '../index.ts'

const script = fileURLToPath(new URL('../../fixtures/resume-images.mjs', import.meta.url))
/** Few in a run of everyday. */
const count = isRequired('deep') ? 10_000 : 300

// The other process has the package as it is built.
test(`${count} suspended programs are resumed by another process, all right`, {
  timeout: 240_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gencode-images-'))
  using sandbox = await createSandbox({ globals: { approve: async () => suspend('wait') } })
  const parts: Uint8Array[] = []
  try {
    for (let index = 0; index < count; index++) {
      const { suspended } = await sandbox.run('const own = input; return [own, await approve()]', {
        input: index,
      })
      const length = new Uint8Array(4)
      new DataView(length.buffer).setUint32(0, suspended?.length ?? 0, true)
      parts.push(length, suspended as Uint8Array)
    }
    const file = join(folder, 'images')
    writeFileSync(file, Buffer.concat(parts))
    const { stdout } = await promisify(execFile)(process.execPath, [script, file])
    expect(JSON.parse(stdout)).toEqual({ count, right: count })
  } finally {
    rmSync(folder, { recursive: true })
  }
  const sizes = parts.filter((_, index) => index % 2 === 1).map(({ length }) => length)
  console.log(`${count} images of ${Math.max(...sizes)} bytes at most`)
  expect(Math.max(...sizes)).toBeLessThan(16_384)
})
