/** A random number in [0, 1) that a text decides (FNV-1a, then the finisher of MurmurHash3). */
function randomOf(text: string): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < text.length; place++)
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** Draws by name, so that one draw more never shifts the others. */
export interface Draws {
  /** In [low, high). */
  uniform(name: string, low: number, high: number): number
  /** In [low, high), every power of ten alike. */
  scale(name: string, low: number, high: number): number
  chance(name: string, probability: number): boolean
  pick<Item>(name: string, items: readonly [Item, ...Item[]]): Item
  /** Draws of their own, under a name. */
  of(name: string): Draws
}

/** The draws that a key decides. */
export function drawsOf(key: string): Draws {
  const uniform = (name: string, low: number, high: number): number =>
    low + (high - low) * randomOf(`${key}|${name}`)
  return {
    uniform,
    scale: (name, low, high) => Math.exp(uniform(name, Math.log(low), Math.log(high))),
    chance: (name, probability) => uniform(name, 0, 1) < probability,
    pick: (name, items) => items[Math.floor(uniform(name, 0, items.length))] ?? items[0],
    of: (name) => drawsOf(`${key}|${name}`),
  }
}
