// Lists of a body's contacts and joints, linked both ways, newest first.

/** @returns the edge, now the first of the list */
export function added<E>(edge: E, first: E | null): E {
  edge.next = first
  if (first !== null) first.previous = edge
  return edge
}

/** @returns the first edge of the list that is left, or null */
export function removed<E>(edge: E, first: E | null): E | null {
  const previous = edge.previous
  const next = edge.next
  if (next !== null) next.previous = previous
  if (previous === null) return next
  previous.next = next
  return first
}
