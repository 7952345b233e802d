import type { Node } from '../program/node.ts'
import { declaredNames, freeNames } from '../program/scope.ts'
import type { Unit } from '../program/unit.ts'
import type { Candidate, Item } from './candidates.ts'

/** The methods that a function, which only calls them, stands for already, as in code that was cleaned before. */
export function wrappedMethods(candidates: readonly Candidate[]): ReadonlySet<Candidate> {
  const wrapped = new Set<Candidate>()
  const methods = new Map<string, Candidate[]>()
  for (const one of candidates) {
    const name = one.method?.name
    if (name === undefined) continue
    const known = methods.get(name)
    if (known) known.push(one)
    else methods.set(name, [one])
  }
  if (methods.size === 0) return wrapped
  for (const other of candidates) {
    const [only, ...more] = other.fn?.body.body ?? []
    const callee =
      only?.type === 'ReturnStatement' && only.argument?.type === 'CallExpression'
        ? only.argument.callee
        : undefined
    if (other.method || more.length > 0 || callee?.type !== 'MemberExpression') continue
    if (callee.object.type !== 'Identifier') continue
    const owner: string = callee.object.name
    for (const one of methods.get(callee.property.name ?? callee.property.value) ?? [])
      if (isOwner(owner, one.item, other)) wrapped.add(one)
  }
  return wrapped
}

function isOwner(name: string, item: Item, other: Candidate): boolean {
  if (item.declares.includes(name)) return true
  const made = declarationOf(name, other.item.unit)
  return made !== undefined && item.declares.some((one) => freeNames(made).has(one))
}

const declarations = new WeakMap<Unit, ReadonlyMap<string, Node>>()

/** The statement of a unit that declares a name first. */
function declarationOf(name: string, unit: Unit): Node | undefined {
  let known = declarations.get(unit)
  if (!known) {
    const found = new Map<string, Node>()
    for (const node of unit.body)
      for (const one of declaredNames(node)) if (!found.has(one)) found.set(one, node)
    known = found
    declarations.set(unit, known)
  }
  return known.get(name)
}
