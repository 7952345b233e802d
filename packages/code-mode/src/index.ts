export type { CodeModeAnswer, PendingApproval } from './answer.ts'
export {
  type CodeMode,
  type CodeModeOptions,
  codeMode,
  type Decision,
  type ExecuteOptions,
} from './code-mode.ts'
export { CodeModeError } from './errors.ts'
export type { CodeModeInput, CodeModeSchema } from './input-schema.ts'
export type { JsonSchema } from './json-schema.ts'
export type { JsonValue } from './json-value.ts'
export { type McpClient, type McpTool, mcpTools } from './mcp-tools.ts'
export type { ToJsonSchema } from './schema.ts'
export type { PendingCall } from './state.ts'
export type { GivenTool, ToolCallOptions, ToolLike, Tools } from './tools.ts'
