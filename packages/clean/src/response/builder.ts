/** Parts of a long list cost more each than those of a short one: what is collected outlives many collections of the heap. */
const mostParts = 4096

/** Puts a text together that may have a million parts. */
export class Builder {
  #text = ''
  #parts: string[] = []

  add(part: string): void {
    if (this.#parts.push(part) < mostParts) return
    this.#text += this.#parts.join('')
    this.#parts = []
  }

  toString(): string {
    return this.#text + this.#parts.join('')
  }
}
