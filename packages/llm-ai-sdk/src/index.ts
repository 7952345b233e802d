export { type AiSdkModelOptions, aiSdkModel } from './ai-sdk-model.ts'
export type { AiSdkLanguageModel, AiSdkStreamPart } from './language-model.ts'
