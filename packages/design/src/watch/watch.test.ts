import { task } from '@gencode/env'
import type { ChatMessage, ChatModel } from '@gencode/llm'
import { BaselineModel } from '@gencode/llm/baseline'
import * as canvas from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { type DesignOptions, design, napiSheets } from '../index.ts'
import { memoryJournal } from '../run/notebook.ts'

const cartPole = task('CartPole-v1')
const sheets = napiSheets(canvas)

/** A model that gives one answer, and keeps what it was asked. */
function scripted(id: string, answer: string): ChatModel & { readonly asked: (readonly ChatMessage[])[] } {
  const asked: (readonly ChatMessage[])[] = []
  return {
    id,
    asked,
    async *generate(messages) {
      asked.push(messages)
      yield { type: 'text', text: answer }
      yield { type: 'finish', reason: 'stop' }
    },
  }
}

/** The baseline, which keeps what it was asked. */
function writer() {
  const model = new BaselineModel({ contract: cartPole.contract, seed: 1 })
  const asked: string[] = []
  const generate: ChatModel['generate'] = (messages, options) => {
    asked.push(messages.map(({ content }) => content).join('\n'))
    return model.generate(messages, options)
  }
  return { id: 'writer', asked, generate }
}

const small: DesignOptions = {
  rounds: 2,
  population: 2,
  finalSeeds: 1,
  train: { budget: 800, episodes: 3, seeds: 1 },
  controls: { environment: false, constant: false },
}
const seen = 'The cart runs off to the left before the pole falls.'

describe('a model that watches', () => {
  it('is shown pictures of the best policy’s episode, and its words go into the briefs', async () => {
    const [eye, model, run] = [scripted('eye', seen), writer(), memoryJournal()]
    const watch = { model: eye, sheets, frames: 3, width: 200 }
    await design(cartPole, model, { ...small, watch, run })
    const [question] = eye.asked.at(0) ?? []
    expect(question?.content).toMatch(
      /Goal: .*3 pictures of one episode of \d+ steps, at steps 0, \d+, \d+; it /s,
    )
    const pictures = await Promise.all(
      (question?.images ?? []).map((each) => canvas.loadImage(each as Uint8Array)),
    )
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([
      [200, expect.any(Number)],
      [200, expect.any(Number)],
      [200, expect.any(Number)],
    ])
    const [first, , last] = (question?.images ?? []) as Uint8Array[]
    expect(first).not.toEqual(last)
    const told = model.asked.filter((text) => text.includes(seen))
    expect(told.length).toBeGreaterThan(0)
    expect(told[0]).toMatch(
      /Somebody who watched pictures of a policy trained with candidate \d+ says: The cart runs/,
    )
    expect(model.asked[0]).not.toContain('watched')

    const again = scripted('eye', 'Something else.')
    await design(cartPole, writer(), { ...small, watch: { ...watch, model: again }, run })
    expect(again.asked).toEqual([])
  })

  it('tells the critic, where there is one', async () => {
    const [eye, critic, model] = [
      scripted('eye', seen),
      scripted('critic', 'Keep the cart in the middle.'),
      writer(),
    ]
    await design(cartPole, model, { ...small, critic, watch: { model: eye, sheets } })
    expect(critic.asked.at(-1)?.[0]?.content).toContain(seen)
    expect(model.asked.some((text) => text.includes(seen))).toBe(false)
    expect(model.asked.at(-1)).toContain('Advice: Keep the cart in the middle.')
  })

  it('is refused where nothing can draw, with how to give it', async () => {
    const watch = { model: scripted('eye', seen) }
    await expect(design(cartPole, writer(), { ...small, watch })).rejects.toThrow(
      /napiSheets\(await import\("@napi-rs\/canvas"\)\)/,
    )
  })
})
