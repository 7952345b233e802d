/** Any node of the tree, type syntax included. */
export interface Node {
  type: string
  start: number
  end: number
  // biome-ignore lint/suspicious/noExplicitAny: the trees of two parsers, read by type
  [key: string]: any
}
