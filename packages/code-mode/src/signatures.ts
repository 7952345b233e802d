import type { JsonSchema } from './json-schema.ts'
import { docComment } from './names.ts'
import type { ReadTool } from './tools.ts'
import { typeText } from './type-text.ts'

/** The tools as TypeScript declarations, one a namespace, for a model to write against. */
export function signatures(tools: readonly ReadTool[]): string {
  const spaces = new Map<string, string[]>()
  const aliases: string[] = []
  for (const tool of tools) {
    const [space, name] = tool.path.split('.') as [string, string]
    const lines = spaces.get(space) ?? []
    spaces.set(space, lines)
    if (tool.description) lines.push(docComment(tool.description, '  '))
    lines.push(`  ${name}(${parameter(tool, aliases)}): Promise<${result(tool, aliases)}>`)
  }
  const declared = [...spaces].map(([space, lines]) => `declare const ${space}: {\n${lines.join('\n')}\n}`)
  return [...aliases, ...declared].join('\n')
}

function parameter(tool: ReadTool, aliases: string[]): string {
  if (!tool.input) return 'input?: unknown'
  const { json } = tool.input
  if (!json) return 'input: unknown'
  const isObject = json.type === 'object'
  const isEmpty = isObject && Object.keys(json.properties ?? {}).length === 0
  if (isEmpty && !json.additionalProperties) return ''
  const isOptional = isObject && (json.required ?? []).length === 0
  return `input${isOptional ? '?' : ''}: ${typed(json, `${tool.path}-input`, aliases)}`
}

function result(tool: ReadTool, aliases: string[]): string {
  return tool.output?.json ? typed(tool.output.json, `${tool.path}-result`, aliases) : 'unknown'
}

function typed(json: JsonSchema, name: string, aliases: string[]): string {
  const text = typeText(json, name, 1)
  aliases.push(...text.aliases)
  return text.type
}
