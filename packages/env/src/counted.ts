/** A count and what it counts: `1 number`, `3 numbers`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
