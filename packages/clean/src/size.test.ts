import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'

const maxBytes = 90_000

/** The package with its parser and what it takes from the contract, minified and gzipped. */
async function measure(): Promise<{ bytes: number; modules: string[] }> {
  const bundle = await rolldown({
    input: new URL('./index.ts', import.meta.url).pathname,
    platform: 'browser',
    resolve: { conditionNames: ['@gencode/source', 'import', 'default'] },
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  await bundle.close()
  const [chunk] = output
  return { bytes: gzipSync(chunk.code, { level: 9 }).length, modules: Object.keys(chunk.modules) }
}

test('with its parser it stays under 90 kB minified and gzipped, without zod', async () => {
  const { bytes, modules } = await measure()
  console.info(`clean: ${(bytes / 1000).toFixed(1)} kB minified and gzipped, parser included`)
  expect(bytes).toBeLessThan(maxBytes)
  expect(modules.filter((name) => name.includes('/zod/'))).toEqual([])
  expect(modules.some((name) => name.includes('acorn'))).toBe(true)
})
