import type { LineSeries } from '@gencode/plots'
import type { BatchComponents } from '@gencode/sandbox'

/** How many steps the live plot looks back. */
const window = 240

type Values = (number | null)[]

/** The rewards of the last steps and their terms; a gap where an episode ended. */
export class Trace {
  #count = 0
  #x: number[] = []
  #rewards: Values = []
  #components = new Map<string, Values>()

  /** The latest reward. */
  get last(): number | undefined {
    return this.#rewards.at(-1) ?? undefined
  }

  /** Adds what the sandbox gave for some steps; `isFirst` tells where an episode starts. */
  add({ rewards, components }: BatchComponents, isFirst: readonly boolean[]): void {
    for (const name of Object.keys(components))
      if (!this.#components.has(name))
        this.#components.set(
          name,
          this.#x.map(() => null),
        )
    for (const [row, reward] of rewards.entries()) {
      if (isFirst[row] && this.#x.length > 0) this.#push(null, () => null)
      this.#push(reward, (name) => components[name]?.[row] ?? null)
    }
    const excess = this.#x.length - window
    if (excess <= 0) return
    for (const values of [this.#x, this.#rewards, ...this.#components.values()]) values.splice(0, excess)
  }

  clear(): void {
    this.#count = 0
    this.#x = []
    this.#rewards = []
    this.#components = new Map()
  }

  get x(): readonly number[] {
    return this.#x
  }

  /** The reward under a name, then its terms, dashed. */
  series(name: string): LineSeries[] {
    const terms = [...this.#components].map(([label, values]) => ({ label, values, isDashed: true }))
    return [{ label: name, values: this.#rewards }, ...terms]
  }

  #push(reward: number | null, component: (name: string) => number | null): void {
    this.#x.push(++this.#count)
    this.#rewards.push(reward)
    for (const [name, values] of this.#components) values.push(component(name))
  }
}
