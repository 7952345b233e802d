import { randomOf } from './random.ts'

/** The bodies of random functions of the shapes that models write, which mix kinds on purpose; the same for a seed. */
export function generateBodies(seed: number, count: number): string[] {
  const generator = new Generator(seed)
  return Array.from({ length: count }, () => generator.body())
}

const literals = '0 1 2 -1 3 10 0.0 0.5 1.0 -2.5 0.1 100 1e-3 0.25 2.0 True False'.split(' ')
const observed = ['o[0]', 'o[1]', 'o[2]', 'o[3]', 'o[0]', 'o[1]', 'o[2]', 'o[3]', 'o[-1]', 'o[-2]']
const unary = 'abs exp tanh cos sin sqrt square sign log1p floor'.split(' ')

class Generator {
  readonly #random: () => number

  constructor(seed: number) {
    this.#random = randomOf(seed)
  }

  body(): string {
    const lines: string[] = []
    const names: string[] = []
    this.#block(0, names, 2, lines, this.#between(2, 6))
    lines.push(`return ${this.#result(names)}`)
    return lines.join('\n')
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item
  }

  #between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1))
  }

  /** One of the choices, each with its share of the whole. */
  #weighted(choices: readonly (readonly [share: number, make: () => string])[]): string {
    let left = this.#random() * choices.reduce((sum, [share]) => sum + share, 0)
    for (const [share, make] of choices) {
      left -= share
      if (left < 0) return make()
    }
    return (choices.at(-1) as readonly [number, () => string])[1]()
  }

  #result(names: readonly string[]): string {
    return this.#weighted([
      [85, () => this.#scalar(this.#between(1, 3), names)],
      [5, () => `float(${this.#scalar(2, names)})`],
      [
        5,
        () => `${this.#scalar(1, names)}, {"a": ${this.#scalar(1, names)}, "b": ${this.#scalar(1, names)}}`,
      ],
      [5, () => `{"reward": ${this.#scalar(1, names)}, "components": {"a": ${this.#scalar(1, names)}}}`],
    ])
  }

  #scalar(depth: number, names: readonly string[]): string {
    const name = (): string => (names.length > 0 ? this.#pick(names) : this.#pick(literals))
    if (depth <= 0 || this.#random() < 0.12)
      return this.#pick([
        () => this.#pick(literals),
        () => this.#pick(observed),
        name,
        name,
        () => 'a',
        () => 'b',
      ])()
    const s = (): string => this.#scalar(depth - 1, names)
    const array = (): string => this.#array(depth - 1, names)
    const condition = (): string => this.#condition(depth - 1, names)
    return this.#weighted([
      [17, () => `${s()} ${this.#pick(['+', '-', '*'])} ${s()}`],
      [17, () => `(${s()} ${this.#pick(['+', '-', '*'])} ${s()})`],
      [4, () => `(${s()}) / (${s()})`],
      [4, () => `(${s()}) / ${this.#pick(['2', '0.5', '4.0', '3', '1.5'])}`],
      [5, () => `(${s()}) ** ${this.#pick(['2', '2', '3', '0.5', '2.0', '1', '0', '-1'])}`],
      [3, () => `(${s()}) ${this.#pick(['//', '%'])} (${this.#pick([s(), '2', '0.3', '3.0'])})`],
      [7, () => `abs(${s()})`],
      [6, () => `${this.#pick(['max', 'min'])}(${s()}, ${s()})`],
      [2, () => `${this.#pick(['max', 'min'])}(${s()}, ${s()}, ${s()})`],
      [5, () => `np.${this.#pick(unary)}(${s()} + 0.0)`],
      [2, () => `np.${this.#pick(unary)}(${s()})`],
      [
        4,
        () =>
          `np.clip(${s()}, ${this.#pick(['-1', '0', '-1.0', '0.0', s()])}, ${this.#pick(['1', '1.0', '5', s()])})`,
      ],
      [5, () => `(${s()} if ${condition()} else ${s()})`],
      [4, () => `(${condition()})`],
      [3, () => `-(${s()})`],
      [2, () => `float(${s()})`],
      [2, () => `int(${s()})`],
      [2, () => `round(${s()}${this.#pick(['', ', 2'])})`],
      [
        2,
        () =>
          `np.${this.#pick(['maximum', 'minimum', 'power', 'hypot', 'arctan2'])}(${s()} + 0.0, ${s()} + 0.0)`,
      ],
      [1, () => `math.${this.#pick(['exp', 'sqrt', 'floor', 'fabs', 'sin'])}(${s()})`],
      [3, () => `np.${this.#pick(['sum', 'mean', 'max', 'min', 'std', 'linalg.norm'])}(${array()})`],
      [2, () => `${array()}.${this.#pick(['sum', 'mean', 'max', 'min', 'std'])}()`],
      [3, () => `${this.#pick(['sum', 'max', 'min', 'len'])}(${this.#pick([array(), `[${s()}, ${s()}]`])})`],
      [
        2,
        () =>
          `${this.#pick(['sum', 'any', 'all', 'max'])}(${this.#pick(['v * v', 'abs(v)', 'v > 0', s()])} for v in ${this.#pick([array(), 'range(1, 4)', `[${s()}, ${s()}]`])})`,
      ],
      [1, () => `(lambda u, w=${s()}: u * w)(${s()})`],
      [1, () => `{"p": ${s()}, "q": ${s()}}["${this.#pick(['p', 'q'])}"]`],
    ])
  }

  #array(depth: number, names: readonly string[]): string {
    if (depth <= 0 || this.#random() < 0.3)
      return this.#pick([
        'o',
        'o[:2]',
        'o[1:]',
        'o[::2]',
        'o[-2:]',
        'np.array([1.0, 2.0, 3.0, 4.0])',
        'np.array([1, 2, 3, 4])',
        'np.array([o[0], 0.5, o[2], 1])',
      ])
    const array = (): string => this.#array(depth - 1, names)
    return this.#weighted([
      [40, () => `(${array()} ${this.#pick(['+', '-', '*', '/'])} ${this.#scalar(depth - 2, names)})`],
      [20, () => `np.${this.#pick(['abs', 'square', 'exp', 'sign', 'cos', 'tanh'])}(${array()})`],
      [15, () => `(${array()} ** 2)`],
      [10, () => `(${array()} ${this.#pick(['+', '*', '-', '/'])} ${array()})`],
      [8, () => `np.clip(${array()}, -1, 1)`],
      [4, () => `np.where(${array()} > 0, ${array()}, ${this.#scalar(0, names)})`],
      [3, () => `-${array()}`],
    ])
  }

  #condition(depth: number, names: readonly string[]): string {
    const s = (): string => this.#scalar(depth - 1, names)
    const condition = (): string => this.#condition(depth - 1, names)
    if (depth < -2) return this.#pick(['a', 'b'])
    return this.#weighted([
      [12, () => this.#pick(['a', 'b', 'not a', 'a and b', 'a or b'])],
      [58, () => `${s()} ${this.#pick(['<', '>', '<=', '>=', '==', '!='])} ${s()}`],
      [10, () => `${s()} ${this.#pick(['<', '<='])} ${s()} < ${s()}`],
      [13, () => `(${condition()}) ${this.#pick(['and', 'or'])} (${condition()})`],
      [4, () => `np.any(${this.#array(depth - 1, names)} > ${s()})`],
      [3, () => `not (${condition()})`],
    ])
  }

  #block(indent: number, names: string[], depth: number, lines: string[], count: number): void {
    const put = (text: string): void => {
      lines.push('    '.repeat(indent) + text)
    }
    const know = (name: string): void => {
      if (!names.includes(name)) names.push(name)
    }
    for (let i = 0; i < count; i++) {
      const k = this.#random()
      if (k < 0.42) {
        const name = this.#pick(['r', 'x', 'y', 'z', 't'])
        put(`${name} = ${this.#scalar(this.#between(1, 3), names)}`)
        know(name)
      } else if (k < 0.62 && names.length > 0)
        put(
          `${this.#pick(names)} ${this.#pick(['+=', '-=', '*=', '+=', '-=', '/='])} ${this.#scalar(this.#between(0, 2), names)}`,
        )
      else if (k < 0.83 && depth > 0) this.#branches(indent, names, depth, lines, put, know)
      else if (k < 0.89 && depth > 0) {
        const name = this.#pick(['i', 'e'])
        put(`for ${name} in ${this.#pick(['range(3)', 'o', 'o[1:]', 'range(1, 4)', '[1, 2.5, o[0]]'])}:`)
        this.#block(indent + 1, [...names, name], depth - 1, lines, this.#between(1, 2))
      } else if (k < 0.91 && depth > 0) this.#helper(names, put)
      else if (k < 0.93) {
        put(`if ${this.#condition(2, names)}:`)
        put(`    return ${this.#scalar(2, names)}`)
      } else if (k < 0.96) {
        put(`x, y = ${this.#scalar(1, names)}, ${this.#scalar(1, names)}`)
        know('x')
        know('y')
      } else if (k < 0.98) {
        put('try:')
        put(`    x = ${this.#scalar(2, names)}`)
        put('except ZeroDivisionError:')
        put(`    x = ${this.#scalar(1, names)}`)
        know('x')
      } else put('pass')
    }
  }

  #branches(
    indent: number,
    names: string[],
    depth: number,
    lines: string[],
    put: (text: string) => void,
    know: (name: string) => void,
  ): void {
    const inner = [...names]
    put(`if ${this.#condition(2, names)}:`)
    this.#block(indent + 1, inner, depth - 1, lines, this.#between(1, 2))
    if (this.#random() < 0.4) {
      put(`elif ${this.#condition(2, names)}:`)
      this.#block(indent + 1, [...names], depth - 1, lines, this.#between(1, 2))
    }
    if (this.#random() < 0.6) {
      put('else:')
      this.#block(indent + 1, [...names], depth - 1, lines, this.#between(1, 2))
    }
    // They may have no value: on purpose.
    if (this.#random() < 0.25) for (const name of inner) know(name)
  }

  /** A function inside, and a call of it. */
  #helper(names: string[], put: (text: string) => void): void {
    put(`def h(u, w=${this.#scalar(0, [])}):`)
    put(`    if ${this.#condition(1, ['u', 'w'])}:`)
    put(`        return ${this.#scalar(1, ['u', 'w', ...names])}`)
    put(`    return ${this.#scalar(2, ['u', 'w'])}`)
    put(`t = h(${this.#scalar(1, names)}${this.#pick(['', `, ${this.#scalar(1, names)}`])})`)
    if (!names.includes('t')) names.push('t')
  }
}
