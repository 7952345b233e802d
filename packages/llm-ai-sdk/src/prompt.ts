import { type ChatMessage, imageBase64, imageMediaType } from '@gencode/llm'
import type { AiSdkLanguageModel, AiSdkMessage, AiSdkPart } from './language-model.ts'

/** The messages as a prompt of the model's specification. */
export function toPrompt(
  messages: readonly ChatMessage[],
  version: AiSdkLanguageModel['specificationVersion'],
): AiSdkMessage[] {
  return messages.map(({ role, content, images = [] }): AiSdkMessage => {
    if (role === 'system') return { role, content }
    const files = images.map((image): AiSdkPart => {
      const data = imageBase64(image)
      const mediaType = imageMediaType(image)
      return { type: 'file', mediaType, data: version === 'v4' ? { type: 'data', data } : data }
    })
    return { role, content: [{ type: 'text', text: content }, ...files] }
  })
}
