import { CodeError, GencodeError } from '@gencode/contract/errors'
import type { z } from 'zod'

/** Told how far a call is, from 0 to 1. */
export type OnProgress = (share: number, message: string) => void

/** One tool of the server. */
export interface McpTool {
  readonly name: string
  readonly description: string
  /** As a JSON Schema. */
  readonly inputSchema: Record<string, unknown>
  /** @throws what `errorText` puts in words */
  call(input: unknown, signal: AbortSignal, onProgress: OnProgress): Promise<unknown>
}

/** A tool whose input is checked by a schema of zod. */
export function mcpTool<Schema extends z.ZodType>(definition: {
  readonly name: string
  readonly description: string
  readonly input: Schema
  readonly run: (input: z.output<Schema>, signal: AbortSignal, onProgress: OnProgress) => Promise<unknown>
}): McpTool {
  const { name, description, input, run } = definition
  return {
    name,
    description,
    inputSchema: input.toJSONSchema({ io: 'input' }) as Record<string, unknown>,
    async call(given, signal, onProgress) {
      const parsed = input.safeParse(given ?? {})
      if (parsed.success) return run(parsed.data, signal, onProgress)
      const [issue] = parsed.error.issues
      throw new GencodeError(`${issue?.path.join('.') || 'The input'}: ${issue?.message}`)
    },
  }
}

/** An error as a model reads it: what is wrong and where, and the lines. */
export function errorText(error: unknown): string {
  if (error instanceof CodeError) return [error.feedback, error.frame].filter(Boolean).join('\n')
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return 'It took longer than a call may take here. Ask for less.'
  return error instanceof Error ? error.message : String(error)
}
