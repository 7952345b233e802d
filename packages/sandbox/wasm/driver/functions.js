// What the host does with functions and values of the guest.
;({ apply, defineProperty, functionText, decode }) => {
  // The console says nothing until there is someone to hear it (see console.js).
  const names =
    'debug error info log warn dirxml dir trace assert table group groupCollapsed groupEnd count countReset time timeLog timeEnd clear'
  const silent = {}
  for (const name of names.split(' ')) silent[name] = () => {}
  defineProperty(globalThis, 'console', {
    value: silent,
    writable: true,
    configurable: true,
    enumerable: false,
  })

  const zero = { __proto__: null, value: 0, writable: true, enumerable: true, configurable: true }
  return {
    source: (f) => apply(functionText, f, []),
    /** A value that is a function, else nothing. */
    onlyFunction: (x) => (typeof x === 'function' ? x : undefined),
    pick: (list, index) => list[index],
    applyText: (f, text) => apply(f, undefined, decode(text)),
    /** A row to be filled with numbers. Never by assignment, which a guest's setter would see. */
    list: (length) => {
      const x = []
      for (let i = 0; i < length; i++) defineProperty(x, i, zero)
      return x
    },
  }
}
