// Functions of the host: host(id, args) is the one way out. It answers with a text where the call failed, with the
// number of a slot where it waits, else with the result in a list.
;({ defineProperty, PromiseOf, ErrorOf, emptyList }) => {
  const settlers = emptyList()
  let lastResolve
  let lastReject
  const keepBoth = (resolve, reject) => {
    lastResolve = resolve
    lastReject = reject
  }
  const isSpace = { __proto__: null }

  const call = (host, id, args) => {
    const answer = host(id, args)
    if (typeof answer === 'number') {
      const promise = new PromiseOf(keepBoth)
      // Made here, where the stack leads to the call: it is thrown where the host says that the call failed.
      settlers[answer] = {
        __proto__: null,
        resolve: lastResolve,
        reject: lastReject,
        failure: new ErrorOf(''),
      }
      return promise
    }
    if (typeof answer === 'string') throw new ErrorOf(answer)
    return answer === undefined ? undefined : answer[0]
  }

  /** Makes a function of the host a global, or a member of one where it has a space. */
  const install = (host, id, name, space) => {
    const f = { [name]: (...args) => call(host, id, args) }[name]
    let target = globalThis
    if (space !== undefined) {
      if (isSpace[space] === undefined) {
        isSpace[space] = {}
        defineProperty(globalThis, space, {
          __proto__: null,
          value: isSpace[space],
          writable: true,
          configurable: true,
          enumerable: true,
        })
      }
      target = isSpace[space]
    }
    defineProperty(target, name, {
      __proto__: null,
      value: f,
      writable: true,
      configurable: true,
      enumerable: true,
    })
  }

  /** Ends a call that waited; a slot that waits for nothing is left alone. */
  const settle = (slot, hasFailed, value) => {
    const settler = settlers[slot]
    if (settler === undefined) return
    settlers[slot] = undefined
    if (!hasFailed) return settler.resolve(value)
    defineProperty(settler.failure, 'message', {
      __proto__: null,
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    })
    settler.reject(settler.failure)
  }

  return { install, settle }
}
