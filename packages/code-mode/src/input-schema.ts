import type { JsonSchema } from './json-schema.ts'
import { aiSdkSchema } from './schema.ts'

/** What the model passes. */
export interface CodeModeInput {
  /** The program, bare or in a fence. */
  readonly program: string
}

/** The schema of `CodeModeInput` as JSON Schema, as a Standard Schema and as the AI SDK takes it, in one object. */
export interface CodeModeSchema {
  readonly jsonSchema: JsonSchema
  readonly validate: (
    value: unknown,
  ) =>
    | { readonly success: true; readonly value: CodeModeInput }
    | { readonly success: false; readonly error: Error }
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'gencode'
    readonly validate: (
      value: unknown,
    ) =>
      | { readonly value: CodeModeInput; readonly issues?: undefined }
      | { readonly issues: readonly { readonly message: string }[] }
    readonly jsonSchema: {
      readonly input: () => Record<string, unknown>
      readonly output: () => Record<string, unknown>
    }
    readonly types?: { readonly input: unknown; readonly output: CodeModeInput }
  }
}

const jsonSchema: JsonSchema & { $schema: string } = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    program: { type: 'string', description: 'The body of an async function; it returns the answer.' },
  },
  required: ['program'],
  additionalProperties: false,
}

const expected = 'program: expected the text of a program'

/** The program of an input; some models pass it bare. */
export function programOf(input: unknown): string | undefined {
  const program = typeof input === 'string' ? input : (input as Partial<CodeModeInput> | undefined)?.program
  return typeof program === 'string' ? program : undefined
}

/** The one schema of code mode's input. */
export const inputSchema: CodeModeSchema = Object.assign(
  {
    jsonSchema,
    validate(value: unknown) {
      const program = programOf(value)
      if (program === undefined) return { success: false as const, error: new TypeError(expected) }
      return { success: true as const, value: { program } }
    },
    '~standard': {
      version: 1 as const,
      vendor: 'gencode' as const,
      validate(value: unknown) {
        const program = programOf(value)
        return program === undefined ? { issues: [{ message: expected }] } : { value: { program } }
      },
      jsonSchema: { input: () => ({ ...jsonSchema }), output: () => ({ ...jsonSchema }) },
    },
  },
  { [aiSdkSchema]: true },
)
