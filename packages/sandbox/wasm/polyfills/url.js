// URL and URLSearchParams for programs: the parts that code uses, of absolute and relative addresses.
;(() => {
  const ports = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21' }
  const isSpecial = (protocol) => protocol in ports || protocol === 'file:'
  const escapeWith = (pattern) => (text) =>
    text.replace(pattern, (letter) =>
      encodeURIComponent(letter).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    )
  // What the standard percent-encodes in a path, a query, a fragment, a user's name.
  const inPath = escapeWith(/[\p{Cc} "#<>?`{}\u{a0}-\u{10ffff}]/gu)
  const inQuery = escapeWith(/[\p{Cc} "#'<>\u{a0}-\u{10ffff}]/gu)
  const inHash = escapeWith(/[\p{Cc} "<>`\u{a0}-\u{10ffff}]/gu)
  const inUser = escapeWith(/[\p{Cc} "#<>?`{}/:;=@[\\\]^|\u{a0}-\u{10ffff}]/gu)
  const formEncode = (text) =>
    encodeURIComponent(text)
      .replace(/%20/g, '+')
      .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  const formDecode = (text) => {
    const spaced = text.replace(/\+/g, ' ')
    try {
      return decodeURIComponent(spaced)
    } catch {
      return spaced
    }
  }
  const whole = (text) =>
    text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')

  globalThis.URLSearchParams = class URLSearchParams {
    #pairs = []
    #changed
    constructor(init = '', changed = () => {}) {
      this.#changed = changed
      if (typeof init === 'object' && init !== null) {
        const pairs = typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init)
        for (const [name, value] of pairs) this.#pairs.push([whole(String(name)), whole(String(value))])
      } else
        for (const part of String(init).replace(/^\?/, '').split('&')) {
          if (part === '') continue
          const at = part.indexOf('=')
          this.#pairs.push(
            at < 0 ? [formDecode(part), ''] : [formDecode(part.slice(0, at)), formDecode(part.slice(at + 1))],
          )
        }
    }
    get size() {
      return this.#pairs.length
    }
    append(name, value) {
      this.#pairs.push([String(name), String(value)])
      this.#changed()
    }
    delete(name, value) {
      this.#pairs = this.#pairs.filter(
        ([key, item]) => key !== String(name) || (value !== undefined && item !== String(value)),
      )
      this.#changed()
    }
    get(name) {
      return this.#pairs.find(([key]) => key === String(name))?.[1] ?? null
    }
    getAll(name) {
      return this.#pairs.filter(([key]) => key === String(name)).map(([, value]) => value)
    }
    has(name, value) {
      return this.#pairs.some(
        ([key, item]) => key === String(name) && (value === undefined || item === String(value)),
      )
    }
    set(name, value) {
      const at = this.#pairs.findIndex(([key]) => key === String(name))
      if (at < 0) this.#pairs.push([String(name), String(value)])
      else {
        this.#pairs[at][1] = String(value)
        this.#pairs = this.#pairs.filter(([key], index) => index <= at || key !== String(name))
      }
      this.#changed()
    }
    sort() {
      this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      this.#changed()
    }
    forEach(f, self) {
      for (const [name, value] of this.#pairs) f.call(self, value, name, this)
    }
    *entries() {
      for (const [name, value] of this.#pairs) yield [name, value]
    }
    *keys() {
      for (const [name] of this.#pairs) yield name
    }
    *values() {
      for (const [, value] of this.#pairs) yield value
    }
    [Symbol.iterator]() {
      return this.entries()
    }
    toString() {
      return this.#pairs.map(([name, value]) => `${formEncode(name)}=${formEncode(value)}`).join('&')
    }
  }

  /** Without the blanks and control characters around it. */
  const trimmed = (text) => {
    let start = 0
    let end = text.length
    while (start < end && text[start] <= ' ') start++
    while (end > start && text[end - 1] <= ' ') end--
    return text.slice(start, end)
  }
  const invalid = (text) => {
    const error = new TypeError('Invalid URL')
    error.code = 'ERR_INVALID_URL'
    error.input = text
    return error
  }
  const withoutDots = (path) => {
    const out = []
    const parts = path.split('/')
    parts.forEach((part, index) => {
      const isLast = index === parts.length - 1
      const plain = part.replace(/%2e/gi, '.')
      if (plain === '..') {
        if (out.length > 1) out.pop()
        if (isLast) out.push('')
      } else if (plain === '.') {
        if (isLast) out.push('')
      } else out.push(part)
    })
    return out.join('/')
  }
  const hostOf = (text, protocol, input) => {
    if (!isSpecial(protocol)) return text
    let host = text.toLowerCase()
    try {
      host = decodeURIComponent(host)
    } catch {}
    if (/[\p{Cc} #%/:<>?@[\\\]^|]/u.test(host) && !/^\[[0-9a-f:.]+\]$/.test(host)) throw invalid(input)
    if (/[\u{80}-\u{10ffff}]/u.test(host)) throw invalid(input)
    if (host === '' && protocol !== 'file:') throw invalid(input)
    return host
  }

  globalThis.URL = class URL {
    #protocol = ''
    #username = ''
    #password = ''
    #hostname = ''
    #port = ''
    #pathname = ''
    #search = ''
    #hash = ''
    #hasHost = false
    #params
    constructor(input, base) {
      const text = trimmed(whole(String(input))).replace(/[\t\n\r]/g, '')
      const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)
      const from = base === undefined ? undefined : new URL(base)
      if (
        scheme &&
        !(
          from &&
          from.#protocol === `${scheme[1].toLowerCase()}:` &&
          isSpecial(from.#protocol) &&
          !/^[a-z][a-z0-9+.-]*:[/\\]/i.test(text)
        )
      )
        this.#absolute(`${scheme[1].toLowerCase()}:`, text.slice(scheme[0].length), String(input))
      else if (from) this.#relative(scheme ? text.slice(scheme[0].length) : text, from, String(input))
      else throw invalid(String(input))
    }
    #absolute(protocol, rest, input) {
      this.#protocol = protocol
      let text = rest
      const hash = text.indexOf('#')
      if (hash >= 0) {
        this.hash = text.slice(hash)
        text = text.slice(0, hash)
      }
      const query = text.indexOf('?')
      if (query >= 0) {
        this.#search = this.#query(text.slice(query + 1))
        text = text.slice(0, query)
      }
      if (isSpecial(protocol)) text = text.replace(/\\/g, '/')
      const slashes = isSpecial(protocol) ? /^\/*/.exec(text)[0].length : text.startsWith('//') ? 2 : 0
      if (isSpecial(protocol) ? protocol !== 'file:' || slashes >= 2 : slashes === 2) {
        const start = protocol === 'file:' ? 2 : slashes
        const end = text.indexOf('/', start)
        this.#authority(end < 0 ? text.slice(start) : text.slice(start, end), input)
        text = end < 0 ? '' : text.slice(end)
      }
      this.#path(text)
    }
    #authority(text, input) {
      this.#hasHost = true
      const at = text.lastIndexOf('@')
      if (at >= 0) {
        const [name, ...secret] = text.slice(0, at).split(':')
        this.#username = inUser(name)
        this.#password = inUser(secret.join(':'))
      }
      const found = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(text.slice(at + 1))
      if (!found) throw invalid(input)
      this.#hostname = hostOf(found[1], this.#protocol, input)
      if (found[2] && Number(found[2]) > 65535) throw invalid(input)
      this.port = found[2] ?? ''
    }
    #relative(text, from, input) {
      this.#protocol = from.#protocol
      const plain = isSpecial(from.#protocol)
        ? text.replace(/^[^?#]*/, (part) => part.replace(/\\/g, '/'))
        : text
      if (plain.startsWith('//')) return this.#absolute(from.#protocol, plain, input)
      if (!from.#hasHost && !from.#pathname.startsWith('/') && !plain.startsWith('#')) throw invalid(input)
      this.#username = from.#username
      this.#password = from.#password
      this.#hostname = from.#hostname
      this.#port = from.#port
      this.#hasHost = from.#hasHost
      const [, path, query, hash] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(plain)
      if (hash !== undefined) this.hash = hash
      if (path === '') {
        this.#pathname = from.#pathname
        this.#search = query === undefined ? from.#search : this.#query(query)
        return
      }
      if (query !== undefined) this.#search = this.#query(query)
      this.#path(path.startsWith('/') ? path : from.#pathname.replace(/[^/]*$/, '') + path)
    }
    #query(text) {
      return text === ''
        ? ''
        : `?${isSpecial(this.#protocol) ? inQuery(text) : inQuery(text).replace(/%27/g, "'")}`
    }
    #path(text) {
      const isOpaque = !isSpecial(this.#protocol) && !this.#hasHost && !text.startsWith('/')
      if (isOpaque) {
        this.#pathname = text.replace(/[\p{Cc}\u{a0}-\u{10ffff}]/gu, encodeURIComponent)
        return
      }
      const rooted = text.startsWith('/') || (text === '' && !isSpecial(this.#protocol)) ? text : `/${text}`
      this.#pathname = withoutDots(inPath(isSpecial(this.#protocol) ? rooted.replace(/\\/g, '/') : rooted))
    }
    get href() {
      const user = this.#username + (this.#password === '' ? '' : `:${this.#password}`)
      const authority = this.#hasHost
        ? `//${user === '' ? '' : `${user}@`}${this.host}`
        : this.#protocol === 'file:'
          ? '//'
          : ''
      return this.#protocol + authority + this.#pathname + this.#search + this.#hash
    }
    set href(text) {
      const other = new URL(text)
      this.#protocol = other.#protocol
      this.#username = other.#username
      this.#password = other.#password
      this.#hostname = other.#hostname
      this.#port = other.#port
      this.#pathname = other.#pathname
      this.#search = other.#search
      this.#hash = other.#hash
      this.#hasHost = other.#hasHost
      this.#params = undefined
    }
    get origin() {
      return this.#protocol in ports ? `${this.#protocol}//${this.host}` : 'null'
    }
    get protocol() {
      return this.#protocol
    }
    set protocol(text) {
      const found = /^([a-z][a-z0-9+.-]*):?/i.exec(text)
      if (found && isSpecial(`${found[1].toLowerCase()}:`) === isSpecial(this.#protocol))
        this.#protocol = `${found[1].toLowerCase()}:`
      this.port = this.#port
    }
    get username() {
      return this.#username
    }
    set username(text) {
      this.#username = inUser(String(text))
    }
    get password() {
      return this.#password
    }
    set password(text) {
      this.#password = inUser(String(text))
    }
    get host() {
      return this.#hostname + (this.#port === '' ? '' : `:${this.#port}`)
    }
    set host(text) {
      const found = /^(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?/.exec(String(text))
      this.hostname = found[1]
      if (found[2]) this.port = found[2]
    }
    get hostname() {
      return this.#hostname
    }
    set hostname(text) {
      try {
        this.#hostname = hostOf(String(text), this.#protocol, '')
      } catch {}
    }
    get port() {
      return this.#port
    }
    set port(text) {
      const digits = /^\d*/.exec(String(text))[0]
      const number = digits === '' ? '' : String(Number(digits))
      this.#port = number === ports[this.#protocol] || Number(number) > 65535 ? '' : number
    }
    get pathname() {
      return this.#pathname
    }
    set pathname(text) {
      this.#path(String(text))
    }
    get search() {
      return this.#search
    }
    set search(text) {
      this.#search = this.#query(String(text).replace(/^\?/, ''))
      this.#params = undefined
    }
    get hash() {
      return this.#hash
    }
    set hash(text) {
      const plain = String(text).replace(/^#/, '')
      this.#hash = plain === '' ? '' : `#${inHash(plain)}`
    }
    get searchParams() {
      this.#params ??= new URLSearchParams(this.#search, () => {
        const text = this.#params.toString()
        this.#search = text === '' ? '' : `?${text}`
      })
      return this.#params
    }
    toString() {
      return this.href
    }
    toJSON() {
      return this.href
    }
    static canParse(input, base) {
      return URL.parse(input, base) !== null
    }
    static parse(input, base) {
      try {
        return new URL(input, base)
      } catch {
        return null
      }
    }
  }
})()
