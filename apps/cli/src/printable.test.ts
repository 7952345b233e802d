import { expect, it } from 'vitest'
import { printable } from './printable.ts'

it('shows what would steer a terminal as symbols', () => {
  expect(printable('a\u001b]0;title\u0007b\u001b[2J\rc\u009b31m\u007f')).toBe(
    'a␛]0;title␇b␛[2J␍c\ufffd31m\ufffd',
  )
  expect(printable('admin\u202e\u2066')).toBe('admin\ufffd\ufffd')
})

it('leaves text, its lines and tabs alone', () => {
  const text = 'const π = "naïve 日本 👩‍🔬"\r\n\treturn 1\n'
  expect(printable(text)).toBe(text)
})
