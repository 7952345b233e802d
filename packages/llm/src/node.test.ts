import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decodeText, readText } from './node.ts'

const text = '```js\nfunction rewardFn(o) { return 1 } // ü 字 🎈\n```\n'
const utf16 = Buffer.from(text, 'utf16le')

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16LE with a mark', Buffer.concat([Buffer.of(0xff, 0xfe), utf16])],
  ['UTF-16BE with a mark', Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(utf16).swap16()])],
  ['UTF-16LE without one', utf16],
  ['UTF-16BE without one', Buffer.from(utf16).swap16()],
])('a text in %s is read', async (_name, bytes) => {
  const folder = mkdtempSync(join(tmpdir(), 'gencode-text-'))
  try {
    writeFileSync(join(folder, 'a.md'), bytes)
    expect(await readText(join(folder, 'a.md'))).toBe(text)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.each(['', 'a', 'ab', '\u0000', 'ü', '字字字字'])('UTF-8 of %j stays UTF-8', (short) => {
  expect(decodeText(Buffer.from(short))).toBe(short)
})
