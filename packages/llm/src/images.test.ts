import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imageBase64, imageMediaType } from './images.ts'

describe('an image', () => {
  it('becomes base64 as Node would make it, bytes or text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (bytes) => {
        const expected = Buffer.from(bytes).toString('base64')
        expect(imageBase64(bytes)).toBe(expected)
        expect(imageBase64(expected)).toBe(expected)
        expect(imageBase64(`data:image/png;base64,${expected}`)).toBe(expected)
      }),
      { numRuns: 30 },
    )
  })

  it('is known by its first bytes or its data URL', () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
    expect(imageMediaType(png)).toBe('image/png')
    expect(imageMediaType(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg')
    expect(imageMediaType('data:image/webp;base64,AAAA')).toBe('image/webp')
    expect(imageMediaType('AAAA')).toBe('image/*')
  })
})
