import { access } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import type { Llama, LlamaContext, LlamaEngine, LlamaSequence } from './engine.ts'
import { notInstalled, notLoaded } from './errors.ts'

/** How far a load has come. */
export interface LoadProgress {
  readonly step: 'download' | 'load'
  /** From 0 to 1. */
  readonly fraction: number
}

/** What is loaded, and how. */
export interface LoadOptions {
  /** The path of a GGUF file, or where to fetch one from: `hf:USER/REPOSITORY:QUANTIZATION` or `https://...`. */
  readonly model: string
  /** Where fetched models stay. @default node-llama-cpp's own, `~/.node-llama-cpp/models` */
  readonly modelsFolder?: string | undefined
  /** The most tokens of a conversation, its answer included. @default up to 8192, less where the model or the memory has less */
  readonly contextTokens?: number | undefined
  /** What to compute on. @default 'auto': the best that has a binary; `false` is the CPU */
  readonly gpu?: 'auto' | 'metal' | 'cuda' | 'vulkan' | false | undefined
  /** Layers that go to the GPU. @default 'auto' */
  readonly gpuLayers?: number | 'auto' | 'max' | undefined
  /** Threads to compute with: more than there are idle cores only wait for one another. @default the cores that are idle, at most all but one where there are more than two */
  readonly threads?: number | undefined
  /** A Jinja chat template. @default the one in the GGUF file */
  readonly chatTemplate?: string | undefined
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined
  /** The module `node-llama-cpp`, where it is not installed beside this package. @default it is imported */
  readonly engine?: LlamaEngine | undefined
}

/** A model in memory. */
export interface Loaded {
  readonly engine: LlamaEngine
  readonly llama: Llama
  readonly context: LlamaContext
  readonly sequence: LlamaSequence
  readonly chatWrapper: unknown
  readonly unload: () => Promise<void>
}

/** Loads a model. @throws ModelUnavailableError */
export async function loadModel(options: LoadOptions): Promise<Loaded> {
  const {
    model: source,
    onProgress = () => {},
    gpu,
    gpuLayers,
    threads = idleThreads(),
    chatTemplate,
  } = options
  const engine = options.engine ?? (await importEngine())
  let llama: Llama | undefined
  try {
    const modelPath = await findFile(engine, options)
    llama = await engine.getLlama({
      build: 'never',
      progressLogs: false,
      logLevel: 'error',
      ...(gpu === undefined ? {} : { gpu }),
      maxThreads: threads,
    })
    const model = await llama.loadModel({
      modelPath,
      onLoadProgress: (fraction) => onProgress({ step: 'load', fraction }),
      ...(gpuLayers === undefined ? {} : { gpuLayers }),
    })
    const context = await model.createContext({ contextSize: options.contextTokens ?? { max: 8192 } })
    const chatWrapper =
      chatTemplate === undefined ? 'auto' : new engine.JinjaTemplateChatWrapper({ template: chatTemplate })
    const running = llama
    // The engine's own disposal takes its models and contexts with it.
    const unload = () => running.dispose()
    return { engine, llama, context, sequence: context.getSequence(), chatWrapper, unload }
  } catch (cause) {
    await llama?.dispose()
    throw notLoaded(source, cause)
  }
}

/**
 * The threads to compute with where nobody says: at most the cores there are, one fewer where they are more than two, and fewer
 * still while other work holds them. Its own default, four at least, spins where there are fewer cores: 7 s a token on two.
 *
 * @param cores of the machine
 * @param load work that waits for a core, on an average of the last minute; 0 where the system does not tell
 */
export function idleThreads(
  cores: number = availableParallelism(),
  load: number = loadavg()[0] ?? 0,
): number {
  const most = cores > 2 ? cores - 1 : cores
  return Math.max(1, Math.min(most, Math.round(cores - load)))
}

async function importEngine(): Promise<LlamaEngine> {
  // A name that a compiler can't follow: the module may be missing.
  const name: string = 'node-llama-cpp'
  try {
    return (await import(name)) as LlamaEngine
  } catch (cause) {
    throw notInstalled(cause)
  }
}

/** The path of the model's file, fetched where it is an address. */
async function findFile(engine: LlamaEngine, options: LoadOptions): Promise<string> {
  const { model, modelsFolder, onProgress = () => {} } = options
  if (!/^(?:https?|hf|huggingface):/.test(model)) {
    await access(model)
    return model
  }
  return await engine.resolveModelFile(model, {
    cli: false,
    ...(modelsFolder === undefined ? {} : { directory: modelsFolder }),
    onProgress: ({ totalSize, downloadedSize }) =>
      onProgress({ step: 'download', fraction: totalSize > 0 ? downloadedSize / totalSize : 0 }),
  })
}
