// TextEncoder and TextDecoder for UTF-8, for programs.
;(() => {
  globalThis.TextEncoder = class TextEncoder {
    get encoding() {
      return 'utf-8'
    }
    encode(input = '') {
      const text = String(input)
      const out = []
      for (let at = 0; at < text.length; at++) {
        let code = text.codePointAt(at)
        if (code > 0xffff) at++
        if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd
        if (code < 0x80) out.push(code)
        else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63))
        else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
        else
          out.push(
            0xf0 | (code >> 18),
            0x80 | ((code >> 12) & 63),
            0x80 | ((code >> 6) & 63),
            0x80 | (code & 63),
          )
      }
      return Uint8Array.from(out)
    }
  }
  const bytesOf = (input) => {
    if (input === undefined) return new Uint8Array(0)
    return input instanceof ArrayBuffer
      ? new Uint8Array(input)
      : new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
  }
  globalThis.TextDecoder = class TextDecoder {
    #fatal
    #keepsMark
    constructor(label = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
      if (!/^\s*(?:utf-?8|unicode-1-1-utf-8)\s*$/i.test(label))
        throw new RangeError(`The "${label}" encoding is not supported`)
      this.#fatal = fatal
      this.#keepsMark = ignoreBOM
    }
    get encoding() {
      return 'utf-8'
    }
    decode(input) {
      const bytes = bytesOf(input)
      let out = ''
      const wrong = () => {
        if (this.#fatal) throw new TypeError('The encoded data was not valid for encoding utf-8')
        out += '\ufffd'
      }
      let at = !this.#keepsMark && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
      while (at < bytes.length) {
        const first = bytes[at++]
        if (first < 0x80) {
          out += String.fromCharCode(first)
          continue
        }
        const more =
          first >= 0xc2 && first <= 0xdf
            ? 1
            : first >= 0xe0 && first <= 0xef
              ? 2
              : first >= 0xf0 && first <= 0xf4
                ? 3
                : 0
        let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
        let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
        let code = first & (0x3f >> more)
        let taken = 0
        while (taken < more && bytes[at] >= low && bytes[at] <= high) {
          code = (code << 6) | (bytes[at++] & 63)
          taken++
          low = 0x80
          high = 0xbf
        }
        if (more === 0 || taken < more) wrong()
        else out += String.fromCodePoint(code)
      }
      return out
    }
  }
})()
