import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { dist } from './playground.test-kit.ts'

/** The files that the page loads before its first picture: what the document names, and what those import statically. */
function firstFiles(): Set<string> {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const files = new Set(['index.html'])
  const waiting = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => file as string)
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue
    files.add(file)
    if (!file.endsWith('.js')) continue
    const text = readFileSync(join(dist, file), 'utf8')
    for (const [, name] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g))
      waiting.push(`assets/${name}`)
  }
  return files
}

describe.runIf(existsSync(dist))('what comes before the first picture', () => {
  it('is less than 120 kB gzipped, without the sandbox and the editor', () => {
    const files = [...firstFiles()]
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0)
    console.log(`${Math.round(bytes / 1000)} kB gzipped in ${files.length} files`)
    expect(files.length).toBeGreaterThan(3)
    expect(bytes).toBeLessThan(120_000)
    expect(files.filter((file) => /engine|editor|worker/.test(file))).toEqual([])
  })
})
