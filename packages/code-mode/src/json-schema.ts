/** The part of JSON Schema (drafts 7 to 2020-12) from which a TypeScript type is written; anything else is ignored. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema | boolean>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema | boolean | readonly (JsonSchema | boolean)[]
  readonly prefixItems?: readonly (JsonSchema | boolean)[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly (JsonSchema | boolean)[]
  readonly oneOf?: readonly (JsonSchema | boolean)[]
  readonly allOf?: readonly (JsonSchema | boolean)[]
  readonly nullable?: boolean
  readonly default?: unknown
  readonly format?: string
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema | boolean>>
  readonly definitions?: Readonly<Record<string, JsonSchema | boolean>>
  /** A type that JSON Schema has no word for, such as `Date`. */
  readonly 'x-typescript'?: string
}

/** What a pointer such as `#/$defs/Node` leads to, or nothing. */
export function resolvePointer(root: JsonSchema, pointer: string): JsonSchema | boolean | undefined {
  if (pointer === '#') return root
  if (!pointer.startsWith('#/')) return undefined
  let here: unknown = root
  for (const part of pointer.slice(2).split('/')) {
    const key = decode(part).replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as Record<string, unknown>)[key]
  }
  return typeof here === 'boolean' || (typeof here === 'object' && here !== null)
    ? (here as JsonSchema | boolean)
    : undefined
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
