import { signatures } from './signatures.ts'
import type { ReadTool } from './tools.ts'

/** What the model is told: how a program is written, and what it may call. */
export function describe(tools: readonly ReadTool[]): string {
  const first = tools[0] as ReadTool
  return `Runs a JavaScript program that calls the functions declared below, and gives what it returns.

Write the body of an async function: await each call, use the results in code, and return the answer as plain data, no more of it than is needed. Calls that do not depend on one another go into Promise.all. A call that fails throws. What is logged with console.log is shown as well. There is no network, no file, no module and no import: only the language itself and these functions.

\`\`\`ts
${signatures(tools)}
\`\`\`

For example: \`const result = await ${first.path}(${first.input ? '{ ... }' : ''}); return result\``
}
