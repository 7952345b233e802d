// AbortController and AbortSignal, for programs.
;(() => {
  const make = Symbol('make')
  const failure = (name, message) => {
    const error = new Error(message)
    error.name = name
    return error
  }
  const abort = Symbol('abort')
  globalThis.AbortSignal = class AbortSignal {
    #listeners = []
    #reason
    #isAborted = false
    onabort = null
    constructor(key) {
      if (key !== make) throw new TypeError('Illegal constructor')
    }
    get aborted() {
      return this.#isAborted
    }
    get reason() {
      return this.#reason
    }
    throwIfAborted() {
      if (this.#isAborted) throw this.#reason
    }
    addEventListener(type, listener, options) {
      if (type !== 'abort' || this.#listeners.some((each) => each.listener === listener)) return
      this.#listeners.push({ listener, once: options?.once === true })
    }
    removeEventListener(_type, listener) {
      this.#listeners = this.#listeners.filter((each) => each.listener !== listener)
    }
    [abort](reason = failure('AbortError', 'This operation was aborted')) {
      if (this.#isAborted) return
      this.#isAborted = true
      this.#reason = reason
      const event = { type: 'abort', target: this, currentTarget: this }
      this.onabort?.(event)
      const listeners = this.#listeners
      this.#listeners = listeners.filter(({ once }) => !once)
      for (const { listener } of listeners)
        if (typeof listener === 'function') listener.call(this, event)
        else listener.handleEvent(event)
    }
    static abort(reason) {
      const signal = new AbortSignal(make)
      signal[abort](reason)
      return signal
    }
    static timeout(ms) {
      const signal = new AbortSignal(make)
      setTimeout(() => signal[abort](failure('TimeoutError', 'The operation was aborted due to timeout')), ms)
      return signal
    }
    static any(signals) {
      const signal = new AbortSignal(make)
      for (const each of signals) {
        if (each.aborted) signal[abort](each.reason)
        else each.addEventListener('abort', () => signal[abort](each.reason))
      }
      return signal
    }
  }
  globalThis.AbortController = class AbortController {
    signal = new AbortSignal(make)
    abort(reason) {
      this.signal[abort](reason)
    }
  }
})()
