// The numeric helpers inside the sandbox: numpy's names and meanings on numbers and nested arrays.
// Evaluated once, into the start-up image; it keeps its own references to the built-ins it needs, so a guest that
// redefines them harms only itself.
;(() => {
  const { abs, exp, log, sqrt, sin, cos, tanh, sign, pow, max, min, floor, log2 } = Math
  const { isArray } = Array
  const { isView } = ArrayBuffer
  const { isNaN: isNotNumber, isFinite: isOrdinary } = Number
  const fail = (text) => {
    throw new TypeError(text)
  }

  const isList = (x) => typeof x === 'object' && x !== null && (isArray(x) || isView(x))
  const number = (x) => {
    if (typeof x === 'number') return x
    if (typeof x === 'boolean') return x ? 1 : 0
    return fail(`np works on numbers and arrays of them, not on ${x === null ? 'null' : typeof x}`)
  }

  const map = (f, x) => {
    if (!isList(x)) return f(number(x))
    const out = []
    for (let i = 0; i < x.length; i++) out[i] = map(f, x[i])
    return out
  }
  const unary = (f) => (x) => map(f, x)

  // Arrays of one shape, or an array with a number, or an array with the rows of another.
  const zip = (f, a, b) => {
    const listA = isList(a)
    const listB = isList(b)
    if (!listA && !listB) return f(number(a), number(b))
    const depthA = depth(a)
    const depthB = depth(b)
    const useA = depthA >= depthB
    const useB = depthB >= depthA
    if (useA && useB && a.length !== b.length && a.length !== 1 && b.length !== 1)
      fail(`np: lengths ${a.length} and ${b.length} do not go together`)
    const length = useA && useB ? (a.length === 1 ? b.length : a.length) : useA ? a.length : b.length
    const out = []
    for (let i = 0; i < length; i++)
      out[i] = zip(f, useA ? a[a.length === 1 ? 0 : i] : a, useB ? b[b.length === 1 ? 0 : i] : b)
    return out
  }
  const binary = (f) => (a, b) => zip(f, a, b)
  const depth = (x) => (isList(x) ? 1 + (x.length > 0 ? depth(x[0]) : 0) : 0)

  const each = (f, x) => {
    if (!isList(x)) f(number(x))
    else for (let i = 0; i < x.length; i++) each(f, x[i])
  }
  const some = (x, name) => {
    let count = 0
    each(() => count++, x)
    return count > 0 ? count : fail(`np.${name} of an empty array`)
  }
  const noAxis = (x, axis, name) => {
    if (axis !== undefined && axis !== null && !(depth(x) <= 1 && (axis === 0 || axis === -1)))
      fail(`np.${name} knows no axis: it goes over all elements`)
  }

  // Neumaier's summation: the error of each addition is carried along.
  const total = (x) => {
    let sum = 0
    let lost = 0
    each((value) => {
      const next = sum + value
      const error = abs(sum) >= abs(value) ? sum - next + value : value - next + sum
      if (isOrdinary(error)) lost += error
      sum = next
    }, x)
    return sum + lost
  }
  const size = (x) => {
    let count = 0
    each(() => count++, x)
    return count
  }
  const mean = (x) => total(x) / size(x)
  const norm = (x) => {
    let largest = 0
    each((value) => {
      const a = abs(value)
      if (a > largest || isNotNumber(a)) largest = a
    }, x)
    if (largest === 0 || !isOrdinary(largest)) return largest
    // By a power of two, which loses nothing, so that squares neither overflow nor vanish.
    const scale = pow(2, max(-1022, floor(log2(largest))))
    return scale * sqrt(total(map((value) => (value / scale) * (value / scale), x)))
  }

  const filled = (shape, value) => {
    const dims = isList(shape) ? shape : [shape]
    const build = (at) => {
      if (at === dims.length) return value
      const length = number(dims[at])
      if (!(length >= 0 && length <= 1e7 && length % 1 === 0))
        fail(`np: a length is a whole number, not ${length}`)
      const out = []
      for (let i = 0; i < length; i++) out[i] = build(at + 1)
      return out
    }
    return build(0)
  }

  const dot = (a, b) => {
    if (!isList(a) || !isList(b)) return zip((x, y) => x * y, a, b)
    const depthA = depth(a)
    const depthB = depth(b)
    if (depthA > 2 || depthB > 2) fail('np.dot takes vectors and matrices')
    if (depthA === 2) {
      const out = []
      for (let i = 0; i < a.length; i++) out[i] = dot(a[i], b)
      return out
    }
    if (a.length !== b.length) fail(`np.dot: lengths ${a.length} and ${b.length} do not go together`)
    if (depthB === 1) return total(zip((x, y) => x * y, a, b))
    const out = []
    for (let j = 0; j < (b.length > 0 ? b[0].length : 0); j++) {
      const column = []
      for (let i = 0; i < b.length; i++) column[i] = b[i][j]
      out[j] = dot(a, column)
    }
    return out
  }

  const np = {
    abs: unary(abs),
    exp: unary(exp),
    log: unary(log),
    sqrt: unary(sqrt),
    sin: unary(sin),
    cos: unary(cos),
    tanh: unary(tanh),
    clip: (x, low, high) => {
      const lower = low === undefined || low === null ? -Infinity : low
      const upper = high === undefined || high === null ? Infinity : high
      return zip(min, zip(max, x, lower), upper)
    },
    sum: (x, axis) => {
      noAxis(x, axis, 'sum')
      return total(x)
    },
    mean: (x, axis) => {
      noAxis(x, axis, 'mean')
      return mean(x)
    },
    std: (x, axis) => {
      noAxis(x, axis, 'std')
      const middle = mean(x)
      return sqrt(mean(map((value) => (value - middle) * (value - middle), x)))
    },
    min: (x, axis) => {
      noAxis(x, axis, 'min')
      some(x, 'min')
      let least = Infinity
      each((value) => {
        least = min(least, value)
      }, x)
      return least
    },
    max: (x, axis) => {
      noAxis(x, axis, 'max')
      some(x, 'max')
      let most = -Infinity
      each((value) => {
        most = max(most, value)
      }, x)
      return most
    },
    dot,
    linalg: { norm },
    array: unary((x) => x),
    zeros: (shape) => filled(shape, 0),
    ones: (shape) => filled(shape, 1),
    linspace: (start, stop, count = 50) => {
      const out = filled(count, 0)
      const step = (stop - start) / (count - 1)
      for (let i = 0; i < out.length; i++)
        out[i] = i === count - 1 && i > 0 ? stop : start + (i > 0 ? i * step : 0)
      return out
    },
    square: unary((x) => x * x),
    power: binary(pow),
    sign: unary(sign),
    maximum: binary(max),
    minimum: binary(min),
    argmax: (x, axis) => {
      noAxis(x, axis, 'argmax')
      some(x, 'argmax')
      let best = -1
      let most = 0
      let at = 0
      each((value) => {
        if (best < 0 || value > most || (isNotNumber(value) && !isNotNumber(most))) {
          best = at
          most = value
        }
        at++
      }, x)
      return best
    },
    where: (condition, then, otherwise) => {
      if (then === undefined || otherwise === undefined) fail('np.where takes a condition and two values')
      const shape = binary((x) => x)(binary((x) => x)(condition, then), otherwise)
      const spread = (x) =>
        zip(
          (value) => value,
          x,
          map(() => 0, shape),
        )
      const choose = (yes, a, b) => {
        if (!isList(yes)) return yes ? a : b
        const out = []
        for (let i = 0; i < yes.length; i++) out[i] = choose(yes[i], a[i], b[i])
        return out
      }
      return choose(spread(condition), spread(then), spread(otherwise))
    },
    pi: Math.PI,
    inf: Infinity,
  }
  globalThis.np = np
})()
