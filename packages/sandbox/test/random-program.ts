/** Draws a whole number from 0 to below `count`. */
export type Draw = (count: number) => number

/** A program with one function `f(o, s, e, n)`: an array of four numbers, two booleans and a number. */
export function randomProgram(draw: Draw): string {
  return new Writer(draw).program()
}

const literals = [
  '0',
  '1',
  '2',
  '3',
  '-1',
  '0.5',
  '3.25',
  '1e3',
  'NaN',
  '1e-310',
  '-0',
  'Infinity',
  '4294967296.5',
  '7',
]
const operators = ['+', '-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>']
const comparisons = ['<', '>', '<=', '>=', '===', '!==', '==', '!=']
const assignments = ['=', '+=', '-=', '*=', '/=', '%=', '**=', '|=', '>>>=', '??=', '&&=', '||=']
const unaryMath =
  'abs exp log sin cos tan tanh sqrt floor ceil round trunc sign cbrt fround asin acos atan sinh cosh asinh acosh atanh expm1 log1p log2 log10 clz32'.split(
    ' ',
  )
const binaryMath = ['max', 'min', 'atan2', 'hypot', 'pow', 'imul']

class Writer {
  readonly #draw: Draw
  #names: string[] = ['n']
  #count = 0
  /** How much more may be written. */
  #room = 80
  #hasState = false

  constructor(draw: Draw) {
    this.#draw = draw
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#draw(items.length)] as Item
  }

  #chance(percent: number): boolean {
    return this.#draw(100) < percent
  }

  #fresh(letter: string): string {
    return `${letter}${this.#count++}`
  }

  program(): string {
    this.#hasState = this.#chance(12)
    const throws = !this.#hasState && this.#chance(15)
    const head = [
      'const W = [0.5, -1, 2, 3, -0]',
      'const K = { a: 2, b: 0.25, c: [1, 2] }',
      'const h = (a, b = 3) => { if (a > b) return a - b; let t = a * 2; t += b; return t }',
      'function g(x, ...rest) { let r = x; for (const y of rest) r = r * 0.5 + y; return r }',
      ...(this.#hasState ? ['let m = 0.5', 'const q = { last: 0, seen: false }'] : []),
    ]
    if (this.#hasState) this.#names.push('m', 'q.last')
    const body = this.#statements(3, 3 + this.#draw(5))
    const extra = [
      ...(throws ? [`  if (${this.#condition(1)}) throw new RangeError('far ' + n)`] : []),
      ...(this.#hasState
        ? [`  q.last = ${this.#number(1)}; q.seen = ${this.#condition(1)}; m = ${this.#number(1)}`]
        : []),
      ...(this.#hasState && this.#chance(50) ? ['  m += Math.random()'] : []),
    ]
    const end = this.#chance(30) ? this.#components() : `+(${this.#number(2)})`
    return `${head.join('\n')}\nfunction f(o, s, e, n) {\n  const w = [1, 2, 3]; const p = { x: n, y: 1 }; const u = [n, s, undefined]\n${body.map((line) => `  ${line};`).join('\n')}\n${extra.join('\n')}\n  return ${end}\n}`
  }

  #components(): string {
    const terms = ['near', 'slow', 'up'].slice(0, 1 + this.#draw(3))
    return `{ reward: +(${this.#number(1)}), components: { ${terms.map((name) => `${name}: +(${this.#number(1)})`).join(', ')} } }`
  }

  #statements(depth: number, count: number): string[] {
    const outer = this.#names
    this.#names = [...outer]
    const lines = Array.from({ length: count }, () => this.#statement(depth))
    if (depth < 3) this.#names = outer
    return lines
  }

  #block(depth: number): string {
    return `{ ${this.#statements(depth, 1 + this.#draw(3)).join('; ')} }`
  }

  #own(): string[] {
    return this.#names.filter((name) => /^(v|m|q|p)/.test(name))
  }

  #statement(depth: number): string {
    const own = this.#own()
    if (this.#room-- < 0 || own.length === 0 || this.#chance(20)) {
      const name = this.#fresh('v')
      const line = `let ${name} = ${this.#number(2)}`
      this.#names.push(name)
      return line
    }
    const name = this.#pick(own)
    const inner = depth > 0 ? this.#draw(17) : this.#draw(8)
    switch (inner) {
      case 0:
      case 1:
        return `${name} ${this.#pick(assignments)} ${this.#number(2)}`
      case 2:
        return `${name}${this.#pick(['++', '--'])}`
      case 3:
        return `w[${this.#pick(['0', '1', '2', `Math.abs(${name}) % 3 | 0`, '(n & 3) % 3'])}] ${this.#pick(['=', '+=', '*='])} ${this.#number(1)}`
      case 4:
        return `[${name}, w[0]] = [w[1], ${name}]`
      case 5:
        return `p.${this.#pick(['x', 'y', 'z'])} = ${this.#number(1)}`
      case 6:
        return `u[${this.#draw(3)}] = ${this.#pick([this.#number(1), this.#condition(1), 'undefined', 'null'])}`
      case 7:
        return this.#chance(30)
          ? `if (${this.#condition(1)}) return ${this.#number(1)} || 0`
          : `${name} = ${this.#any(1)} ?? 1`
      case 8:
      case 9:
        return `if (${this.#condition(2)}) ${this.#block(depth - 1)}${this.#chance(50) ? ` else ${this.#block(depth - 1)}` : ''}`
      case 10:
        return this.#counted(depth)
      case 11: {
        const item = this.#fresh('x')
        return this.#within([item], () => `for (const ${item} of ${this.#array()}) ${this.#block(depth - 1)}`)
      }
      case 12: {
        const i = this.#fresh('i')
        const body = this.#block(depth - 1)
        return this.#chance(50)
          ? `{ let ${i} = 0; while (${i} < ${this.#pick(['3', 'Math.abs(n) % 9', '6'])} && ${this.#condition(1)}) { ${i}++; if (${this.#condition(1)}) ${this.#pick(['continue', 'break'])}; ${body} } }`
          : `{ let ${i} = 0; do ${body} while (++${i} < ${this.#pick(['3', 'n % 5', '2'])}) }`
      }
      case 13:
        return this.#within(
          [],
          () =>
            `switch (${this.#number(1)} ${this.#pick(['| 0', '& 3', '> 0'])}) { case 0: ${this.#statement(0)}; case 1: ${this.#statement(0)}; break; case true: ${this.#statement(0)}; break; default: ${this.#statement(0)} }`,
        )
      case 14: {
        const [a, b, c] = [this.#fresh('v'), this.#fresh('v'), this.#fresh('r')]
        const line = `let [${a} = 5, ${b}, ...${c}] = ${this.#array()}`
        this.#names.push(a, `${c}.length`)
        return `${line}; ${b} = +${b}`
      }
      case 15: {
        const label = this.#fresh('l')
        return `${label}: for (const a of o) { for (const b of w) { if (${this.#condition(1)}) ${this.#pick(['continue', 'break'])} ${label}; ${name} += a * b } }`
      }
      default: {
        const [x, y] = [this.#fresh('v'), this.#fresh('v')]
        const line = `let { x: ${x}, y: ${y} = 2 } = { ...p, y: ${this.#pick(['undefined', this.#number(1)])} }`
        this.#names.push(x, y)
        return line
      }
    }
  }

  #counted(depth: number): string {
    const i = this.#fresh('i')
    const limit = this.#pick(['4', '3', 'o.length', 'Math.min(n, 7)', '70', '70', 'w.length', '(n & 7)'])
    return this.#within(
      [i, `o[${i}]`],
      () =>
        `for (let ${i} = ${this.#pick(['0', '1', '-1'])}; ${i} < ${limit}; ${i}++) { ${this.#chance(40) ? `${this.#pick(this.#own())} = ${this.#pick([i, `${i} - 1`, `${i} * n`])}; ` : ''}${this.#statements(depth - 1, 1 + this.#draw(2)).join('; ')} }`,
    )
  }

  #within(names: readonly string[], write: () => string): string {
    const outer = this.#names
    this.#names = [...outer, ...names]
    const text = write()
    this.#names = outer
    return text
  }

  #array(): string {
    return this.#pick([
      'o',
      'w',
      'W',
      '[n, 1, 2]',
      'o.slice(1, 3)',
      'o.map((x) => x * 0.5)',
      '[...o, n]',
      'K.c',
      'o.slice(-2).concat(w)',
    ])
  }

  /** Anything that a variable may hold. */
  #any(depth: number): string {
    return this.#pick([
      this.#number(depth),
      this.#condition(depth),
      `u[${this.#number(0)} & 3]`,
      `o.find((x) => x > ${this.#number(0)})`,
      'u[1]',
      'undefined',
      `p.z`,
    ])
  }

  #number(depth: number): string {
    if (this.#room-- < 0 || depth <= 0 || this.#chance(18))
      return this.#pick([...this.#names, ...this.#names, `o[${this.#draw(5)}]`, this.#pick(literals)])
    const a = (): string => this.#number(depth - 1)
    switch (this.#draw(25)) {
      case 0:
      case 1:
      case 2:
      case 3: {
        const operator = this.#pick(operators)
        const right = operator === '**' && this.#chance(60) ? this.#pick(['2', '3', '0.5', '-1']) : a()
        return `((${a()}) ${operator} (${right}))`
      }
      case 4:
      case 5:
        return `Math.${this.#pick(unaryMath)}(${a()})`
      case 6:
        return `Math.${this.#pick(binaryMath)}(${a()}, ${a()})`
      case 7:
      case 8:
        return `(${this.#condition(depth - 1)} ? ${a()} : ${a()})`
      case 9:
        return `(${a()} ${this.#pick(['&&', '||'])} ${a()})`
      case 10:
        return `o[${a()}]`
      case 11:
        return `h(${a()}${this.#chance(60) ? `, ${a()}` : ''})`
      case 12:
        return `W[Math.floor(${a()})]`
      case 13:
        return `(${this.#pick(['-', '+', '~'])}(${a()}))`
      case 14:
        return `${this.#array()}.reduce((t, x) => t + x * ${a()}, ${a()})`
      case 15:
        return `Math.${this.#pick(['max', 'min', 'hypot'])}(...${this.#array()})`
      case 16:
        return `${this.#array()}.filter((x) => x > ${a()}).${this.#pick(['length', 'reduce((t, x) => t + x, 0)', 'map((x) => x * 2).length'])}`
      case 17:
        return `np.${this.#pick(['sum', 'mean', 'std', 'max', 'min', 'linalg.norm', 'argmax'])}(${this.#array()})`
      case 18:
        return this.#pick([
          `np.clip(+(${a()}), -1, ${a()} || 1)`,
          `np.dot(o, [1, 2, n, 0.5])`,
          `np.${this.#pick(['exp', 'abs', 'square', 'sign', 'tanh'])}(+(${a()}))`,
          `np.sum(np.abs(${this.#array()}))`,
        ])
      case 19:
        return `(${this.#any(depth - 1)} ?? ${a()})`
      case 20:
        return `g(${a()}, ${a()}, n)`
      case 21:
        return this.#pick([
          `K.a`,
          `p.x`,
          `p.y`,
          `w[1]`,
          `W[n & 3]`,
          `w[n & 1]`,
          `+u[0]`,
          `Number(u[2])`,
          `o.indexOf(n)`,
          `(o.at(-1))`,
        ])
      case 22:
        return `Number(${this.#condition(depth - 1)})`
      case 23:
        return `parseFloat(+(${a()}))`
      default:
        return `((x) => x * x + ${a()})(${a()})`
    }
  }

  #condition(depth: number): string {
    if (this.#room-- < 0 || depth <= 0 || this.#chance(15))
      return this.#pick(['s', 'e', '!s', 'true', 'n > 0'])
    const a = (): string => this.#number(depth - 1)
    switch (this.#draw(12)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return `(${a()} ${this.#pick(comparisons)} ${a()})`
      case 4:
      case 5:
        return `(${this.#condition(depth - 1)} ${this.#pick(['&&', '||', '===', '!=='])} ${this.#condition(depth - 1)})`
      case 6:
        return `!(${this.#condition(depth - 1)})`
      case 7:
        return `Number.${this.#pick(['isNaN', 'isFinite', 'isInteger'])}(${this.#any(depth - 1)})`
      case 8:
        return `${this.#array()}.${this.#pick(['some', 'every'])}((x, i) => x ${this.#pick(comparisons)} ${a()} + i)`
      case 9:
        return `(typeof ${this.#any(depth - 1)} === '${this.#pick(['number', 'boolean', 'undefined'])}')`
      case 10:
        return `(${this.#any(depth - 1)} ${this.#pick(['===', '!==', '=='])} ${this.#any(depth - 1)})`
      default:
        return `${this.#array()}.includes(${a()})`
    }
  }
}
