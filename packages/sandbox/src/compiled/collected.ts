import type { RawBatch } from '../raw-batch.ts'
import type { CompiledModule } from './compile.ts'

/** Results as they come out of memory, one part of the rows after the other. */
export class Collected {
  isFinite = true
  readonly #module: CompiledModule
  readonly #numbers: Float64Array
  readonly #columns: readonly Float64Array[]
  readonly #endings: Float64Array | undefined
  readonly #others: Array<readonly [row: number, value: unknown]> = []

  constructor(module: CompiledModule, rows: number) {
    this.#module = module
    this.#numbers = new Float64Array(rows)
    this.#columns = module.columns.map(() => new Float64Array(rows))
    this.#endings = module.shapes.length > 1 ? new Float64Array(rows) : undefined
  }

  /** A row that QuickJS ran. */
  add(row: number, { numbers, others }: RawBatch): void {
    this.#others.push([row, others.length > 0 ? others[0]?.[1] : numbers[row]])
  }

  /** Copies the results of some rows out of memory. */
  take(
    {
      memory,
      out,
      stride,
    }: { readonly memory: WebAssembly.Memory; readonly out: number; readonly stride: number },
    first: number,
    count: number,
  ): void {
    const { buffer } = memory
    this.#numbers.set(new Float64Array(buffer, out, count), first)
    for (const [index, column] of [...this.#columns, ...(this.#endings ? [this.#endings] : [])].entries())
      column.set(new Float64Array(buffer, out + (index + 1) * stride, count), first)
  }

  raw(): RawBatch {
    for (const [row] of this.#others) for (const column of [this.#numbers, ...this.#columns]) column[row] = 0
    const { columns: names, shapes } = this.#module
    const table = { names, columns: this.#columns, shapes, endings: this.#endings, isFinite: this.isFinite }
    return { numbers: this.#numbers, others: this.#others, table }
  }
}
