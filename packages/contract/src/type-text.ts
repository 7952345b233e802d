import { type $ZodType, toJSONSchema } from 'zod/v4/core'
import { identifier } from './identifier.ts'

interface JsonSchema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
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
  if (schema.allOf)
    return schema.allOf
      .map(textOf)
      .map((part) => (part.includes(' | ') ? `(${part})` : part))
      .join(' & ')
  switch (schema.type) {
    case 'number':
    case 'integer':
      return 'number'
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    case 'array': {
      if (!schema.prefixItems) return arrayText(schema.items)
      const rest = schema.items ? [`...${arrayText(schema.items)}`] : []
      return `[${[...schema.prefixItems.map(textOf), ...rest].join(', ')}]`
    }
    case 'object':
      return objectText(schema)
    default:
      return 'unknown'
  }
}

function arrayText(items: JsonSchema = {}): string {
  const item = textOf(items)
  return item.includes(' ') ? `Array<${item}>` : `${item}[]`
}

function objectText(schema: JsonSchema): string {
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length === 0 && typeof schema.additionalProperties === 'object')
    return `Record<string, ${textOf(schema.additionalProperties)}>`
  const fields = properties.map(
    ([key, value]) =>
      `${identifier.test(key) ? key : JSON.stringify(key)}${schema.required?.includes(key) ? '' : '?'}: ${textOf(value)}`,
  )
  return fields.length === 0 ? 'object' : `{ ${fields.join('; ')} }`
}
