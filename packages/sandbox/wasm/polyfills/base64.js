// atob and btoa, for programs.
;(() => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const places = new Map([...letters].map((letter, place) => [letter, place]))
  const fail = (message) => {
    const error = new Error(message)
    error.name = 'InvalidCharacterError'
    throw error
  }
  globalThis.btoa = (data) => {
    const text = String(data)
    let out = ''
    for (let at = 0; at < text.length; at += 3) {
      const codes = [0, 1, 2].map((index) => (at + index < text.length ? text.charCodeAt(at + index) : -1))
      if (codes.some((code) => code > 255))
        fail('The string to be encoded contains characters outside of the Latin1 range.')
      const [a, b, c] = codes.map((code) => Math.max(0, code))
      out += letters[a >> 2] + letters[((a & 3) << 4) | (b >> 4)]
      out += codes[1] < 0 ? '=' : letters[((b & 15) << 2) | (c >> 6)]
      out += codes[2] < 0 ? '=' : letters[c & 63]
    }
    return out
  }
  globalThis.atob = (data) => {
    let text = String(data).replace(/[\t\n\f\r ]/g, '')
    if (text.length % 4 === 0) text = text.replace(/==?$/, '')
    if (text.length % 4 === 1) fail('The string to be decoded is not correctly encoded.')
    let out = ''
    let bits = 0
    let held = 0
    for (const letter of text) {
      const place = places.get(letter)
      if (place === undefined) fail('The string to be decoded is not correctly encoded.')
      bits = ((bits << 6) | place) & 0xffff
      held += 6
      if (held < 8) continue
      held -= 8
      out += String.fromCharCode((bits >> held) & 255)
    }
    return out
  }
})()
