import { checkPython } from '@gencode/env-gymnasium'
import { type ExitCode, exitCode } from '../exit.ts'
import { gencodeLine } from '../gencode-line.ts'
import { findForUser } from '../load-module.ts'
import { Output, type OutputFlags } from '../output.ts'
import { ollamaHost, ollamaModels } from '../resolve-model.ts'

interface Part {
  readonly name: string
  readonly isThere: boolean
  /** What is there, or what to do about what is not. */
  readonly summary: string
}

/** `gencode doctor`: what is on this machine, and what to do about what is not. Nothing of it is needed for the default. */
export async function doctor(flags: OutputFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const spinner = output.spinner('Looking around')
  const parts = await Promise.all([node(), languages(), ollama(), python(), gguf()]).finally(() =>
    spinner.stop(),
  )
  output.document({ ok: true, parts })
  const { green, yellow } = output.resultColors
  for (const { name, isThere, summary } of parts)
    output.result(`${isThere ? green('✓') : yellow('-')} ${name.padEnd(12)} ${summary}`)
  output.note(
    output.colors.dim(
      `Without any of these, the built-in environments and the baseline work: ${gencodeLine('generate', '--env', 'CartPole-v1')}`,
    ),
  )
  return exitCode.done
}

async function node(): Promise<Part> {
  return { name: 'Node', isThere: true, summary: process.version }
}

/** A model's functions need no Python on this machine. */
async function languages(): Promise<Part> {
  const summary = 'JavaScript, TypeScript and Python (numpy, math, random), without any Python here'
  return { name: 'Functions in', isThere: true, summary }
}

async function ollama(): Promise<Part> {
  const host = ollamaHost()
  const models = await ollamaModels()
  const summary = !models
    ? `no answer at ${host}: install it from https://ollama.com and run ollama serve, or set OLLAMA_HOST`
    : models.length === 0
      ? `at ${host}, without a model: ollama pull qwen2.5-coder`
      : `at ${host}: ${models.join(', ')}`
  return { name: 'Ollama', isThere: models !== undefined && models.length > 0, summary }
}

async function python(): Promise<Part> {
  const { isReady, summary } = await checkPython()
  return { name: 'Gymnasium', isThere: isReady, summary }
}

async function gguf(): Promise<Part> {
  const names = ['node-llama-cpp']
  const missing = names.filter((name) => findForUser(name) === undefined)
  const summary =
    missing.length === 0
      ? 'node-llama-cpp: --model gguf:FILE works'
      : `for --model gguf:FILE: npm install ${missing.join(' ')}`
  return { name: 'GGUF engine', isThere: missing.length === 0, summary }
}
