import { type JsonSchema, resolvePointer } from './json-schema.ts'
import { docComment, isIdentifier, pascalCase } from './names.ts'

/** A TypeScript type, and the named types that it speaks of (those that contain themselves). */
export interface TypeText {
  readonly type: string
  /** `type Node = ...`, in the order of their use. */
  readonly aliases: readonly string[]
}

const maxDepth = 12
const scalars: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
}

/**
 * Writes a JSON Schema as a TypeScript type, descriptions as comments. What has no TypeScript form (formats, bounds,
 * patterns, `not`, `if`) is left out: the tool's own validation holds it. Where a schema says nothing, it is `unknown`.
 *
 * @param name what named types start with, so that those of two tools don't meet
 * @param indent how deep the text stands, in steps of two blanks
 */
export function typeText(root: JsonSchema | boolean, name: string, indent = 0): TypeText {
  const aliases: string[] = []
  const named = new Map<string, string>()
  const open = new Set<string>()
  const compounds = new Compounds()

  function write(schema: JsonSchema | boolean | undefined, depth: number): string {
    if (typeof schema !== 'object' || schema === null || depth > maxDepth + indent)
      return schema === false ? 'never' : 'unknown'
    const type = plain(schema, depth)
    return schema.nullable === true ? compounds.union([type, 'null']) : type
  }

  function plain(schema: JsonSchema, depth: number): string {
    const own = schema['x-typescript']
    if (own !== undefined) return own
    if (schema.$ref !== undefined) return reference(schema.$ref, depth)
    if (schema.const !== undefined) return literal(schema.const)
    if (schema.enum) return compounds.union(schema.enum.map(literal))
    const choice = schema.anyOf ?? schema.oneOf
    if (choice) return both(compounds.union(choice.map((one) => write(one, depth))), beside(schema, depth))
    if (schema.allOf)
      return both(compounds.intersection(schema.allOf.map((one) => write(one, depth))), beside(schema, depth))
    if (typeof schema.type === 'object' && schema.type !== null)
      return compounds.union(schema.type.map((one) => plain({ ...schema, type: one }, depth)))
    if (schema.type === 'array' || schema.prefixItems) return array(schema, depth)
    if (schema.type === 'object' || schema.properties) return object(schema, depth)
    return scalars[schema.type ?? ''] ?? 'unknown'
  }

  /** What stands beside `anyOf` or `allOf` in the same schema. */
  function beside(schema: JsonSchema, depth: number): string | undefined {
    return schema.properties ? object(schema, depth) : undefined
  }

  function both(type: string, other: string | undefined): string {
    return other === undefined ? type : compounds.intersection([type, other])
  }

  function elements(type: string): string {
    return `${compounds.part(type)}[]`
  }

  function reference(pointer: string, depth: number): string {
    const known = named.get(pointer)
    if (known !== undefined) return known
    const target = typeof root === 'object' ? resolvePointer(root, pointer) : undefined
    if (target === undefined) return 'unknown'
    if (open.has(pointer)) {
      const alias = aliasName(pointer)
      named.set(pointer, alias)
      return alias
    }
    open.add(pointer)
    const type = write(target, depth)
    open.delete(pointer)
    const alias = named.get(pointer)
    if (alias === undefined) return type
    // It contains itself: written once more at the margin, under its name.
    named.set(pointer, alias)
    aliases.push(`type ${alias} = ${write(target, 0)}`)
    return alias
  }

  function aliasName(pointer: string): string {
    const wanted = `${pascalCase(name)}${pascalCase(pointer.split('/').at(-1) ?? '')}` || 'Type'
    const taken = new Set(named.values())
    let free = wanted
    for (let number = 2; taken.has(free); number++) free = `${wanted}${number}`
    return free
  }

  function array(schema: JsonSchema, depth: number): string {
    const listed = schema.prefixItems ?? (Array.isArray(schema.items) ? schema.items : undefined)
    const rest = Array.isArray(schema.items) ? undefined : (schema.items as JsonSchema | boolean | undefined)
    if (!listed) return elements(write(rest, depth))
    const more = rest === undefined || rest === false ? [] : [`...${elements(write(rest, depth))}`]
    return `[${[...listed.map((one) => write(one, depth)), ...more].join(', ')}]`
  }

  function object(schema: JsonSchema, depth: number): string {
    const required = new Set(schema.required)
    const margin = '  '.repeat(depth + 1)
    const lines = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
      const about = typeof value === 'object' && value !== null ? described(value) : undefined
      const mark = required.has(key) ? '' : '?'
      const field = `${margin}${isIdentifier(key) ? key : JSON.stringify(key)}${mark}: ${write(value, depth + 1)}`
      return about === undefined ? [field] : [docComment(about, margin), field]
    })
    const others = schema.additionalProperties
    if (lines.length === 0) {
      if (others === false) return '{}'
      return `Record<string, ${write(others === true ? undefined : others, depth)}>`
    }
    // Beside named fields an index signature would have to fit them all.
    if (typeof others === 'object') lines.push(`${margin}[key: string]: unknown`)
    return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
  }

  return { type: write(root, indent), aliases }
}

function described(schema: JsonSchema): string | undefined {
  const { description, format } = schema
  const fallback = schema.default === undefined ? undefined : `@default ${JSON.stringify(schema.default)}`
  const parts = [description ?? (format && `format: ${format}`), fallback].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : undefined
}

function literal(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'unknown'
  return JSON.stringify(value) ?? 'unknown'
}

/** Types that are a union or an intersection: as a part of something they stand in parentheses. */
class Compounds {
  readonly #types = new Set<string>()

  union(types: readonly string[]): string {
    const distinct = [...new Set(types)].filter((type) => type !== 'never')
    if (distinct.includes('unknown')) return 'unknown'
    return distinct.length === 0 ? 'never' : this.#join(distinct, ' | ')
  }

  intersection(types: readonly string[]): string {
    const distinct = [...new Set(types)].filter((type) => type !== 'unknown')
    if (distinct.includes('never')) return 'never'
    if (distinct.length < 2) return distinct[0] ?? 'unknown'
    return this.#join(
      distinct.map((type) => this.part(type)),
      ' & ',
    )
  }

  part(type: string): string {
    return this.#types.has(type) ? `(${type})` : type
  }

  #join(types: readonly string[], operator: string): string {
    const joined = types.join(operator)
    if (types.length > 1) this.#types.add(joined)
    return joined
  }
}
