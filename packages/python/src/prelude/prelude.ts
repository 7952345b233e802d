import { statements } from './statements.ts'

/** A statement of the runtime: what it declares, or whose part it is. */
interface Statement {
  readonly text: string
  /** The name that it declares. */
  readonly name: string | undefined
  /** For a part of something (`$ND.prototype.len = ...`): what it is a part of, and the name that asks for it. */
  readonly owner: string | undefined
  readonly protocol: string | undefined
  /** The names that it uses. */
  readonly needs: readonly string[]
}

let known: { readonly all: readonly Statement[]; readonly byName: ReadonlyMap<string, number> } | undefined

function read(): NonNullable<typeof known> {
  const all = statements.map((text): Statement => {
    const name = /^(?:const|function\*?|class) ?\$(\w+)/.exec(text)?.[1]
    const part = name === undefined ? /^\$(\w+)(?:\.prototype)?\.(\w+)=/.exec(text) : null
    const needs = [...new Set(Array.from(text.matchAll(/\$([A-Za-z]\w*)/g), (found) => found[1] as string))]
    return { text, name, owner: part?.[1], protocol: part?.[2], needs }
  })
  const byName = new Map(
    all.flatMap(({ name }, index) => (name === undefined ? [] : [[name, index] as const])),
  )
  known = { all, byName }
  return known
}

/** Whether the runtime has a part of this name. */
export function hasHelper(name: string): boolean {
  return (known ?? read()).byName.has(name)
}

/** The runtime's parts that these need, with those, in one line of JavaScript. */
export function preludeOf(names: Iterable<string>): string {
  const { all, byName } = known ?? read()
  const used = new Set<number>()
  const has = (name: string): boolean => used.has(byName.get(name) ?? -1)
  const add = (index: number | undefined): void => {
    if (index === undefined || used.has(index)) return
    used.add(index)
    for (const need of (all[index] as Statement).needs) add(byName.get(need))
  }
  for (const name of names) add(byName.get(name))
  // A class's part comes where both the class and what asks for it are there, which may bring more.
  for (let size = -1; size !== used.size; ) {
    size = used.size
    all.forEach(({ owner, protocol }, index) => {
      if (owner !== undefined && has(owner) && (has(protocol ?? '') || !byName.has(protocol ?? '')))
        add(index)
    })
  }
  const there = all.filter((_, index) => used.has(index))
  const isPart = ({ owner }: Statement): boolean => owner !== undefined
  return [...there.filter((one) => !isPart(one)), ...there.filter(isPart)].map(({ text }) => text).join(';')
}
