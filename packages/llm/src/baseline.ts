import type { Contract, ObservationDoc } from '@gencode/contract'
import { GencodeError } from '@gencode/contract/errors'
import { parseProgram } from './baseline/parse.ts'
import { type Program, sampleProgram } from './baseline/program.ts'
import { parentsIn, reflectedProgram } from './baseline/reflect.ts'
import { observationParameter, renderProgram } from './baseline/render.ts'
import { errorCodeIn, reviseProgram } from './baseline/revise.ts'
import { guardChunks } from './guard.ts'
import type { ChatChunk, ChatMessage, ChatModel, ChatRole, GenerateOptions } from './model.ts'
import { chunksOf } from './replay.ts'

/** What a `BaselineModel` is made of. */
export interface BaselineOptions {
  /** Carries the docs of the observation, all that the baseline knows. */
  readonly contract: Contract
  /** @default 0 */
  readonly seed?: number | undefined
}

/** Programs that can still be revised: the newest so many. */
const remembered = 1000

/**
 * A baseline, not a language model: it samples reward programs from a grammar (Gaussian, linear and other shaping
 * terms, a bonus, a penalty) over the names, units and bounds of the contract's observation docs, and answers as a chat
 * model would. It reads of the messages the error code in the last one and what that one mentions; and of the first one the
 * parents that it shows, where they are of its own grammar, with the named findings of a reflection, by which it changes them. It
 * serves where no model is at hand, and as the control that every language model must beat.
 *
 * The n-th request of an instance gets the n-th sample of its seed; a request with a `seed` of its own gets the sample of
 * that seed whatever came before.
 */
export class BaselineModel implements ChatModel {
  readonly id: string = 'baseline'
  readonly #contract: Contract
  readonly #docs: readonly ObservationDoc[]
  readonly #seed: number
  readonly #written = new Map<string, Program>()
  #requests = 0

  /** @throws GencodeError when no parameter of the contract has observation docs */
  constructor(options: BaselineOptions) {
    const docs = observationParameter(options.contract)?.docs
    if (docs === undefined)
      throw new GencodeError(
        `The baseline writes programs over an observation's docs, and no parameter of ${options.contract.name} has any`,
      )
    this.#contract = options.contract
    this.#docs = docs
    this.#seed = options.seed ?? 0
  }

  /** Streams one answer: a sentence and a fenced function. */
  generate(messages: readonly ChatMessage[], options: GenerateOptions = {}): AsyncIterable<ChatChunk> {
    const answer = () => this.#answer(messages, options)
    return guardChunks(async function* () {
      yield* chunksOf(answer())
    }, options)
  }

  #answer(messages: readonly ChatMessage[], options: GenerateOptions): string {
    const request = this.#requests++
    const turn = messages.filter(({ role }) => role === 'assistant').length
    const key =
      options.seed === undefined ? `${this.#seed}|${request}` : `${this.#seed}|${options.seed}|${turn}`
    const asked = messages.find(({ role }) => role === 'user')?.content ?? ''
    const made = this.#revised(messages, key) ?? this.#reflected(asked, key)
    const sampled = { ...(made?.program ?? sampleProgram(this.#docs, key)) }
    const program: Program = asked.includes('Return { reward, components }')
      ? { ...sampled, named: true }
      : sampled
    const code = renderProgram(program, this.#contract)
    this.#remember(code, program)
    const fence = `\`\`\`js\n${code}\n\`\`\``
    return program.plain ? `${fence}\n` : `${introduction(program)}${made?.note ?? ''}\n\n${fence}\n`
  }

  /** A program made from the parents that the request shows; read from their text alone, never from memory. */
  #reflected(asked: string, key: string): Made | undefined {
    const parents = parentsIn(asked, this.#contract)
    if (parents.length === 0) return undefined
    const note = parents.some(({ parsed }) => parsed === undefined)
      ? ' It could not read every parent that was shown, since only programs of its own grammar can be changed.'
      : ''
    return { program: reflectedProgram(parents, this.#docs, key), note }
  }

  /** The own program that the last answer holds, changed by what the last message says about it. */
  #revised(messages: readonly ChatMessage[], key: string): Made | undefined {
    const last = (role: ChatRole) => messages.filter((message) => message.role === role).at(-1)?.content ?? ''
    const text = last('user')
    const answer = last('assistant')
    // A request may show errors of others; without an answer there is nothing of its own to mend.
    const code = answer === '' && parentsIn(text, this.#contract).length > 0 ? undefined : errorCodeIn(text)
    if (code === undefined) return undefined
    const [, known] = [...this.#written].filter(([written]) => answer.includes(written)).at(-1) ?? []
    const previous = known ?? parseProgram(answer, this.#contract)?.program ?? sampleProgram(this.#docs, key)
    return { program: reviseProgram(previous, { code, text }, this.#docs, key) }
  }

  #remember(code: string, program: Program): void {
    this.#written.delete(code)
    this.#written.set(code, program)
    const [oldest] = this.#written.keys()
    if (this.#written.size > remembered && oldest !== undefined) this.#written.delete(oldest)
  }
}

/** A program that was not simply sampled, and what there is to say of how it was made. */
interface Made {
  readonly program: Program
  readonly note?: string
}

function introduction({ terms }: Program): string {
  const names = terms.map(({ doc }) => doc.name).join(', ')
  return `Here is a reward function of gencode's baseline, sampled from a grammar and not written by a language model. It shapes the reward by: ${names}.`
}
