import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** The command's file. */
export const gencodeFile: string = fileURLToPath(new URL('../bin/gencode.js', import.meta.url))

/** How a command ended and what it wrote. */
export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** Standard output as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it knows was printed
  readonly json: any
}

/** An empty folder to run in, removed after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gencode-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs the built `gencode` command in an empty folder, without a terminal; nothing answers where Ollama would. */
export async function gencode(
  args: readonly string[],
  {
    input = '',
    env = {},
    cwd = emptyFolder(),
  }: { input?: string | Uint8Array; env?: Record<string, string>; cwd?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [gencodeFile, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, OLLAMA_HOST: 'http://127.0.0.1:9', ...env },
  })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return {
    status,
    stdout,
    stderr,
    get json() {
      return JSON.parse(stdout)
    },
  }
}

/** An answer as a chat model would give it. */
export function answerWith(code: string): string {
  return `Sure!\n\`\`\`js\n${code}\n\`\`\`\nHope it helps`
}

/** A reward for CartPole that works. */
export const goodReward =
  'function rewardFn(observations, isSuccess, isFailure) { return isFailure ? -1 : 1 - Math.abs(observations[2]); }'
