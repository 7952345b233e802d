import type { RewardContract } from '@gencode/contract'
import type { Task } from '@gencode/core'
import type { ChatModel } from '@gencode/llm'
import type { LlamaEngine } from '@gencode/llm-llama-cpp'
import { defaultHost, defaultModel, OllamaModel } from '@gencode/llm-ollama'
import { UsageError } from './exit.ts'
import { importFromUser } from './load-module.ts'

/** What a model may need to know. */
export interface ModelContext {
  readonly task: Task
  /** Of the baseline. */
  readonly seed: number
}

/** The forms that `resolveModel` knows, for help texts. */
export const modelForms: readonly { readonly form: string; readonly what: string }[] = [
  {
    form: 'ollama:NAME',
    what: 'a model on an Ollama server (OLLAMA_HOST, else this machine); ollama:NAME?num_ctx=16384 sets its options',
  },
  { form: 'openai-compatible:URL#NAME', what: 'llama-server, vLLM, LM Studio, ... (key: OPENAI_API_KEY)' },
  { form: 'openai:NAME, anthropic:NAME, google:NAME, ...', what: 'through @ai-sdk/PROVIDER of your folder' },
  {
    form: 'gguf:FILE',
    what: 'a GGUF file in this process, through node-llama-cpp of your folder; gguf:FILE?threads=2 sets threads, contextTokens, gpuLayers',
  },
  { form: 'replay:FILE', what: 'answers recorded before' },
  { form: 'baseline', what: 'no language model: samples reward programs; the control' },
]

/**
 * The model that a text such as `ollama:qwen2.5-coder` names.
 *
 * @throws UsageError for a form that it does not know, MissingPartError where the backend is not installed
 */
export async function resolveModel(spec: string, context: ModelContext): Promise<ChatModel> {
  const colon = spec.indexOf(':')
  const kind = colon < 0 ? spec : spec.slice(0, colon)
  const rest = colon < 0 ? '' : spec.slice(colon + 1)
  switch (kind) {
    case 'baseline':
      return baseline(context)
    case 'ollama':
      return ollama(rest)
    case 'replay':
      return replayed(rest)
    case 'openai-compatible':
      return openAiCompatible(rest)
    case 'gguf':
      return gguf(rest)
    default:
      return provider(kind, rest, spec)
  }
}

/**
 * The address of Ollama: `OLLAMA_HOST`, which may lack its scheme, host or port, else the usual one.
 *
 * @throws UsageError for what is no address
 */
export function ollamaHost(value: string | undefined = process.env.OLLAMA_HOST): string {
  const given = value?.trim()
  if (!given) return defaultHost
  const host = given.startsWith(':') ? `127.0.0.1${given}` : given
  const address = /^[a-z]+:\/\//i.test(host) ? host : `http://${host}`
  if (!URL.canParse(address))
    throw new UsageError(`OLLAMA_HOST is an address such as 192.168.0.7:11434, not ${given}.`)
  const url = new URL(address)
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1'
  if (url.port === '' && url.protocol === 'http:' && !/:80\b/.test(host)) url.port = '11434'
  return url.href.replace(/\/$/, '')
}

/** The models of an Ollama server; undefined where none answers within `timeoutMs`. */
export async function ollamaModels(timeoutMs = 1_000): Promise<readonly string[] | undefined> {
  const timed: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) })
  try {
    return await new OllamaModel({ host: ollamaHost(), fetch: timed }).models()
  } catch {
    return undefined
  }
}

/** The model where none is named: Ollama's when one answers and has a model, else the baseline. */
export async function defaultModelSpec(): Promise<{ readonly spec: string; readonly why: string }> {
  const models = await ollamaModels()
  if (models === undefined) return { spec: 'baseline', why: `no Ollama answers at ${ollamaHost()}` }
  const coder =
    models.find((name) => name.startsWith(defaultModel)) ?? models.find((name) => /code/i.test(name))
  const name = coder ?? models[0]
  if (name === undefined)
    return {
      spec: 'baseline',
      why: `the Ollama at ${ollamaHost()} has no model (ollama pull ${defaultModel})`,
    }
  return { spec: `ollama:${name}`, why: `an Ollama answers at ${ollamaHost()}` }
}

async function baseline({ task, seed }: ModelContext): Promise<ChatModel> {
  if (task.kind !== 'reward')
    throw new UsageError(
      'The baseline writes reward functions only. Name a language model with --model for this task.',
    )
  const { BaselineModel } = await import('@gencode/llm/baseline')
  return new BaselineModel({ contract: task.contract as RewardContract, seed })
}

async function replayed(file: string): Promise<ChatModel> {
  if (file === '') throw new UsageError('Name the recording: --model replay:FILE')
  const { replayFromFile } = await import('@gencode/llm/node')
  return replayFromFile(file).catch((cause: Error) => {
    throw new UsageError(`${file} is no recording that can be read: ${cause.message}`, { cause })
  })
}

async function openAiCompatible(rest: string): Promise<ChatModel> {
  const hash = rest.lastIndexOf('#')
  if (hash < 0 || !URL.canParse(rest.slice(0, hash)))
    throw new UsageError(
      'It is openai-compatible:URL#MODEL, such as openai-compatible:http://127.0.0.1:8080/v1#qwen2.5-coder',
    )
  const [{ aiSdkModel }, { createOpenAICompatible }] = await Promise.all([
    import('@gencode/llm-ai-sdk'),
    import('@ai-sdk/openai-compatible'),
  ])
  const apiKey = process.env.OPENAI_API_KEY
  const endpoint = createOpenAICompatible({
    name: 'openai-compatible',
    baseURL: rest.slice(0, hash),
    includeUsage: true,
    ...(apiKey ? { apiKey } : {}),
  })
  const model = aiSdkModel(endpoint(rest.slice(hash + 1)))
  // Servers of this kind that run on one's own machine go on for ever where no end is asked for.
  return {
    id: model.id,
    generate: (messages, options) => model.generate(messages, { maxTokens: 16_384, ...options }),
  }
}

async function gguf(rest: string): Promise<ChatModel> {
  const { name: file, settings } = withSettings(rest, ['threads', 'contextTokens', 'gpuLayers'])
  if (file === '') throw new UsageError('Name the file: --model gguf:/path/to/model.gguf')
  const [{ LlamaCppModel }, engine] = await Promise.all([
    import('@gencode/llm-llama-cpp'),
    importFromUser<LlamaEngine>('node-llama-cpp'),
  ])
  return new LlamaCppModel({ model: file, engine, ...settings })
}

/** An Ollama model; what stands behind a `?` are options of its own, such as `num_ctx`. */
function ollama(rest: string): ChatModel {
  const { name, settings } = withSettings(rest)
  const model = new OllamaModel({ host: ollamaHost(), model: name || defaultModel })
  if (Object.keys(settings).length === 0) return model
  return {
    id: model.id,
    generate: (messages, options) => model.generate(messages, { ...settings, ...options }),
  }
}

/**
 * A name and the numbers behind its `?`, such as `?threads=2&contextTokens=4096`.
 *
 * @param known the names that there are; any, where none are given
 * @throws UsageError for one that is unknown, or no number
 */
function withSettings(
  text: string,
  known?: readonly string[],
): { readonly name: string; readonly settings: Readonly<Record<string, number>> } {
  // A file's name may hold a question mark, but no setting's value holds a slash.
  const [, name = text, query = ''] = /^(.*?)\?([\w.]+=[^/?]*)$/.exec(text) ?? []
  const entries = [...new URLSearchParams(query)].map(([key, value]): [string, number] => {
    if (known && !known.includes(key))
      throw new UsageError(`There is no setting ${key} here; there are ${known.join(', ')}.`)
    if (value.trim() === '' || !Number.isFinite(Number(value)))
      throw new UsageError(`${key} is a number, not ${JSON.stringify(value)}.`)
    return [key, Number(value)]
  })
  return { name, settings: Object.fromEntries(entries) }
}

const providerName = /^[a-z][a-z0-9-]*$/

/** `openai:gpt-5` is what `openai('gpt-5')` of `@ai-sdk/openai` gives; likewise for every provider of that scope. */
async function provider(name: string, model: string, spec: string): Promise<ChatModel> {
  if (!providerName.test(name) || model === '')
    throw new UsageError(
      `${spec} names no model. What there is: ${modelForms.map((each) => each.form).join('; ')}. See gencode models.`,
    )
  const [{ aiSdkModel }, module] = await Promise.all([
    import('@gencode/llm-ai-sdk'),
    importFromUser<Record<string, unknown>>(`@ai-sdk/${name}`),
  ])
  const create = module[name.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())]
  if (typeof create !== 'function')
    throw new UsageError(`@ai-sdk/${name} exports no ${name}, so ${spec} names no model of it.`)
  return aiSdkModel(create(model))
}
