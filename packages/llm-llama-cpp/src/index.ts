export type { LlamaEngine } from './engine.ts'
export { LlamaCppModel, type LlamaCppModelOptions } from './llama-cpp-model.ts'
export type { LoadProgress } from './load.ts'
