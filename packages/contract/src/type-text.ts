import { type $ZodType, toJSONSchema } from 'zod/v4/core'

interface JsonSchema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | boolean
}

/** A schema's type as TypeScript text, such as `number | { reward: number }`; what has no plain form is `unknown`. */
export function typeText(schema: $ZodType): string {
  return textOf(
    toJSONSchema(schema, { unrepresentable: 'any', io: 'output', reused: 'inline' }) as JsonSchema,
  )
}

function textOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const union = schema.anyOf ?? schema.oneOf
  if (union) return union.map(textOf).join(' | ')
  switch (schema.type) {
    case 'number':
    case 'integer':
      return 'number'
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    case 'array': {
      if (schema.prefixItems) return `[${schema.prefixItems.map(textOf).join(', ')}]`
      const item = textOf(schema.items ?? {})
      return item.includes(' ') ? `Array<${item}>` : `${item}[]`
    }
    case 'object':
      return objectText(schema)
    default:
      return 'unknown'
  }
}

function objectText(schema: JsonSchema): string {
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length === 0 && typeof schema.additionalProperties === 'object')
    return `Record<string, ${textOf(schema.additionalProperties)}>`
  const fields = properties.map(
    ([key, value]) => `${key}${schema.required?.includes(key) ? '' : '?'}: ${textOf(value)}`,
  )
  return fields.length === 0 ? 'object' : `{ ${fields.join('; ')} }`
}
