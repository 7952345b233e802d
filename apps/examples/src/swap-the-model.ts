import { GenCode } from '@gencode/core'
import { task } from '@gencode/env'
import type { Chat, ChatModel } from '@gencode/llm'

/** A program that designs a reward function. It knows what a model is, and not which one it has. */
export async function designReward(model: ChatModel | Chat) {
  using genCode = new GenCode(task('CartPole-v1'), model, { maxAttempts: 2 })
  const { code, attempts, rewardFunction } = await genCode.generate()
  return { code, attempts, reward: rewardFunction([0, 0, 0.1, 0], false, false) }
}
