import type { JsonSchema } from './json-schema.ts'

/** What a tool's schema tells: how its type is written, and a check. */
export interface ReadSchema {
  /** Nothing where the schema can't say. */
  readonly json: JsonSchema | undefined
  /** Gives the value as the schema makes it (defaults filled in, ...). @throws Error whose message names the fields */
  check(value: unknown): Promise<unknown>
}

/** Writes a schema of some library as JSON Schema; `z.toJSONSchema` of a zod that does not do it by itself. */
export type ToJsonSchema = (schema: unknown) => unknown

interface Issue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

interface StandardSchema {
  readonly validate: (value: unknown) => Checked | PromiseLike<Checked>
  readonly jsonSchema?: { input(options: object): unknown }
}
type Checked = { readonly value?: unknown; readonly issues?: readonly Issue[] | undefined }

interface AiSdkSchema {
  readonly jsonSchema: unknown
  readonly validate?: (value: unknown) => AiSdkChecked | PromiseLike<AiSdkChecked>
}
type AiSdkChecked = { readonly success: boolean; readonly value?: unknown; readonly error?: unknown }

/** What the AI SDK marks its schemas with. */
export const aiSdkSchema: symbol = Symbol.for('vercel.ai.schema')
const maxIssues = 5

/**
 * Reads any of the schemas that tools come with: a Standard Schema (zod, valibot, arktype, ...), a schema of the AI SDK,
 * a function that gives one, or a plain JSON Schema, which is written down but not checked (the tool does that).
 */
export function readSchema(schema: unknown, toJsonSchema?: ToJsonSchema): ReadSchema | undefined {
  if ((typeof schema !== 'object' && typeof schema !== 'function') || schema === null) return undefined
  if (aiSdkSchema in schema) return readAiSdk(schema as unknown as AiSdkSchema)
  if ('~standard' in schema) return readStandard(schema, schema['~standard'] as StandardSchema, toJsonSchema)
  if (typeof schema === 'function') return readSchema(schema(), toJsonSchema)
  return { json: schema as JsonSchema, check: async (value) => value }
}

function readAiSdk(schema: AiSdkSchema): ReadSchema {
  return {
    json: asJsonSchema(schema.jsonSchema),
    async check(value) {
      const checked = await schema.validate?.(value)
      if (!checked) return value
      if (checked.success) return checked.value
      const { error } = checked
      const issues = issuesOf(error) ?? issuesOf((error as { cause?: unknown } | undefined)?.cause)
      throw new Error(issues ? told(issues) : error instanceof Error ? error.message : String(error))
    },
  }
}

function readStandard(schema: object, standard: StandardSchema, toJsonSchema?: ToJsonSchema): ReadSchema {
  return {
    json: asJsonSchema(standardJson(schema, standard, toJsonSchema)),
    async check(value) {
      const checked = await standard.validate(value)
      if (checked.issues) throw new Error(told(checked.issues))
      return checked.value
    },
  }
}

function standardJson(schema: object, standard: StandardSchema, toJsonSchema?: ToJsonSchema): unknown {
  try {
    if (standard.jsonSchema)
      return standard.jsonSchema.input({ target: 'draft-2020-12', libraryOptions: zodOptions })
    return toJsonSchema?.(schema)
  } catch {
    // A library that has no words for a part of it, or a writer of another library: the type is unknown, the check stands.
    return undefined
  }
}

/** What zod has and JSON Schema has not, as TypeScript; it crosses into the sandbox as it is. */
const beyondJson: Readonly<Record<string, string>> = {
  date: 'Date',
  bigint: 'bigint',
  map: 'Map<unknown, unknown>',
  set: 'Set<unknown>',
  undefined: 'undefined',
  void: 'void',
}

const zodOptions = {
  unrepresentable: 'any',
  override(context: {
    zodSchema: { _zod: { def: { type: string } } }
    jsonSchema: { 'x-typescript'?: string }
  }) {
    const type = beyondJson[context.zodSchema._zod.def.type]
    if (type !== undefined) context.jsonSchema['x-typescript'] = type
  },
}

function asJsonSchema(value: unknown): JsonSchema | undefined {
  const isSchema = typeof value === 'object' && value !== null && !('then' in value)
  return isSchema ? (value as JsonSchema) : undefined
}

function issuesOf(error: unknown): readonly Issue[] | undefined {
  const issues = (error as { issues?: unknown } | undefined)?.issues
  return Array.isArray(issues) ? issues : undefined
}

/** `city: expected text; days: too many`. */
function told(issues: readonly Issue[]): string {
  const shown = issues.slice(0, maxIssues).map(({ path = [], message }) => {
    const place = path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
    return place === '' ? message : `${place}: ${message}`
  })
  if (issues.length > maxIssues) shown.push(`and ${issues.length - maxIssues} more`)
  return shown.join('; ')
}
