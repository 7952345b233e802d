// Timers of programs. The host says when one is due: it asks for the time of the next, and fires it.
;({ apply, defineProperty, emptyList, now, PromiseOf, TypeErrorOf }) => {
  const then = PromiseOf.prototype.then
  const pending = emptyList()
  let lastId = 0

  const insert = (timer) => {
    let at = pending.length++
    while (at > 0 && pending[at - 1].due > timer.due) {
      pending[at] = pending[at - 1]
      at--
    }
    pending[at] = timer
  }
  const removeAt = (at) => {
    pending.length--
    for (; at < pending.length; at++) pending[at] = pending[at + 1]
    pending[pending.length] = undefined
  }
  const start = (name, f, ms, args, repeats) => {
    if (typeof f !== 'function') throw new TypeErrorOf(`${name} takes a function`)
    const given = +ms
    const wait = given >= 1 && given < 2 ** 31 ? given : 1
    const id = ++lastId
    insert({ __proto__: null, id, f, args, due: now() + wait, every: repeats ? wait : 0 })
    return id
  }
  const stop = (id) => {
    for (let at = 0; at < pending.length; at++) if (pending[at].id === id) return removeAt(at)
  }
  const globals = {
    setTimeout: (f, ms, ...args) => start('setTimeout', f, ms, args, false),
    setInterval: (f, ms, ...args) => start('setInterval', f, ms, args, true),
    setImmediate: (f, ...args) => start('setImmediate', f, 0, args, false),
    clearTimeout: stop,
    clearInterval: stop,
    clearImmediate: stop,
    queueMicrotask: (f) => {
      if (typeof f !== 'function') throw new TypeErrorOf('queueMicrotask takes a function')
      apply(then, new PromiseOf((resolve) => resolve()), [() => f()])
    },
  }
  const installTimers = () => {
    for (const name in globals)
      defineProperty(globalThis, name, {
        __proto__: null,
        value: globals[name],
        writable: true,
        configurable: true,
        enumerable: true,
      })
  }
  /** When the next is due, in milliseconds since 1970; -1 where there is none. */
  const nextTimer = () => (pending.length === 0 ? -1 : pending[0].due)
  /** Runs the next one. */
  const fireTimer = () => {
    const timer = pending[0]
    if (timer === undefined) return
    removeAt(0)
    if (timer.every > 0) {
      timer.due += timer.every
      insert(timer)
    }
    apply(timer.f, undefined, timer.args)
  }

  return { installTimers, nextTimer, fireTimer }
}
