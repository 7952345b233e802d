// MT19937, as numpy's legacy generator and Python's `random` seed it and draw from it.

class Twister {
  constructor() {
    this.state = new Uint32Array(624)
    this.at = 624
    this.spare = null
  }
  seed(s) {
    let v = s >>> 0
    for (let i = 0; i < 624; i++) {
      this.state[i] = v
      v = (Math.imul(1812433253, v ^ (v >>> 30)) + i + 1) >>> 0
    }
    this.at = 624
    this.spare = null
  }
  // Python's way: by the words of a whole number.
  seedBy(words) {
    this.seed(19650218)
    const { state } = this
    let i = 1
    let j = 0
    for (let k = Math.max(624, words.length); k > 0; k--) {
      state[i] = (state[i] ^ Math.imul(state[i - 1] ^ (state[i - 1] >>> 30), 1664525)) + words[j] + j
      if (++i >= 624) {
        state[0] = state[623]
        i = 1
      }
      if (++j >= words.length) j = 0
    }
    for (let k = 623; k > 0; k--) {
      state[i] = (state[i] ^ Math.imul(state[i - 1] ^ (state[i - 1] >>> 30), 1566083941)) - i
      if (++i >= 624) {
        state[0] = state[623]
        i = 1
      }
    }
    state[0] = 0x80000000
    this.at = 624
  }
  word() {
    const k = this.state
    if (this.at === 624) {
      for (let i = 0; i < 624; i++) {
        const y = (k[i] & 0x80000000) | (k[(i + 1) % 624] & 0x7fffffff)
        k[i] = k[(i + 397) % 624] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
      }
      this.at = 0
    }
    let y = k[this.at++]
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    y ^= y >>> 18
    return y >>> 0
  }
  // 53 bits.
  double() {
    const a = this.word() >>> 5
    const b = this.word() >>> 6
    return (a * 67108864 + b) / 9007199254740992
  }
  gauss() {
    if (this.spare !== null) {
      const g = this.spare
      this.spare = null
      return g
    }
    let a
    let b
    let r
    do {
      a = 2 * this.double() - 1
      b = 2 * this.double() - 1
      r = a * a + b * b
    } while (r >= 1 || r === 0)
    const f = Math.sqrt((-2 * Math.log(r)) / r)
    this.spare = f * a
    return f * b
  }
  // A whole number from 0 to most, by masks.
  upTo(most) {
    if (most === 0) return 0
    if (most > 0xffffffff) return raise('ValueError', 'a range beyond 2**32 is not supported here')
    let mask = most
    for (let s = 1; s < 32; s *= 2) mask |= mask >>> s
    let v
    do v = (this.word() & mask) >>> 0
    while (v > most)
    return v
  }
}

const twister = (() => {
  const t = new Twister()
  t.seed(0)
  return t
})()
const draw = (f, size) => {
  if (size === undefined || size === null) return f()
  return hooks.drawn(f, size)
}
const drawn = (f, size) => {
  const a = filled(size, 0, 'f')
  for (let i = 0; i < a.data.length; i++) a.data[i] = num(f())
  return a
}
hooks.drawn = drawn
const optional = (x, otherwise) => (x === undefined || x === null ? otherwise : number(x))
const np_random_seed = (s) => {
  twister.seed(s === undefined || s === null ? 0 : asInteger(s))
  return null
}
const np_random_uniform = (low, high, size) => {
  const from = optional(low, 0)
  const width = optional(high, 1) - from
  return draw(() => from + width * twister.double(), size)
}
const np_random_normal = (loc, scale, size) => {
  const mean = optional(loc, 0)
  const deviation = optional(scale, 1)
  if (deviation < 0) raise('ValueError', 'scale < 0')
  return draw(() => mean + deviation * twister.gauss(), size)
}
const np_random_random = (size) => draw(() => twister.double(), size)
const np_random_standard_normal = (size) => draw(() => twister.gauss(), size)
const np_random_rand = (...shape) => np_random_random(shape.length ? new Tup(shape) : undefined)
const np_random_randn = (...shape) => np_random_standard_normal(shape.length ? new Tup(shape) : undefined)
const np_random_randint = (low, high, size) => {
  const isOne = high === undefined || high === null
  const from = isOne ? 0 : asInteger(low)
  const to = isOne ? asInteger(low) : asInteger(high)
  if (from >= to) raise('ValueError', 'low >= high')
  const one = () => from + twister.upTo(to - 1 - from)
  if (size === undefined || size === null) return new Int(one())
  const a = hooks.drawn(one, size)
  a.t = 'i'
  return a
}
const np_random_choice = (x) => {
  const items = isNumber(kindOf(x))
    ? Array.from({ length: asInteger(x) }, (_, i) => new NInt(i))
    : [...iter(x)]
  if (items.length === 0) raise('ValueError', "'a' cannot be empty unless no samples are taken")
  return npScalar(items[twister.upTo(items.length - 1)])
}

// The module `random`.
const pythonTwister = (() => {
  const t = new Twister()
  t.seedBy([0])
  return t
})()
const random_seed = (s) => {
  const v = s === undefined || s === null ? 0 : Math.abs(asInteger(s))
  pythonTwister.seedBy(v > 0xffffffff ? [v >>> 0, Math.floor(v / 2 ** 32)] : [v])
  pythonTwister.spare = null
  return null
}
const random_random = () => new Flt(pythonTwister.double())
const random_uniform = (a, b) => new Flt(number(a) + (number(b) - number(a)) * pythonTwister.double())
const random_gauss = (mu, sigma) => {
  let z = pythonTwister.spare
  pythonTwister.spare = null
  if (z === null) {
    const turn = pythonTwister.double() * 2 * Math.PI
    const radius = Math.sqrt(-2 * Math.log(1 - pythonTwister.double()))
    z = Math.cos(turn) * radius
    pythonTwister.spare = Math.sin(turn) * radius
  }
  return new Flt(optional(mu, 0) + z * optional(sigma, 1))
}
const belowOf = (n) => {
  const bits = n.toString(2).length
  if (bits > 32) raise('ValueError', 'a range beyond 2**32 is not supported here')
  let v
  do v = pythonTwister.word() >>> (32 - bits)
  while (v >= n)
  return v
}
const random_randint = (a, b) => {
  const from = asInteger(a)
  const n = asInteger(b) - from + 1
  if (n <= 0) raise('ValueError', `empty range for randrange() (${from}, ${from + n}, ${n})`)
  return new Int(from + belowOf(n))
}
const random_choice = (x) => {
  const items = [...iter(x)]
  if (items.length === 0) raise('IndexError', 'Cannot choose from an empty sequence')
  return items[belowOf(items.length)]
}
