/// <reference lib="esnext.disposable" preserve="true" />
import type { Language } from '@gencode/contract'
import { checkNames } from '@gencode/contract/check-names'
import { checkNumbers } from '@gencode/contract/check-numbers'
import { CodeError, GencodeError } from '@gencode/contract/errors'
import type { CleanedCode } from '@gencode/contract/types'
import { Chat } from '@gencode/llm'
import { createSandbox, type Sandbox } from '@gencode/sandbox'
import type { Brief } from './ask/asker.ts'
import { type Model, openConversation } from './ask/conversation.ts'
import { feedbackMessage } from './ask/feedback.ts'
import { requestWith, type Task } from './ask/request.ts'
import { unstick } from './ask/stuck.ts'
import type { Turn } from './ask/turn.ts'
import type { AnySandbox, RunnableFunction, State } from './attempt.ts'
import { Ledger } from './bounds.ts'
import { GenCodeBusyError } from './errors.ts'
import { EventHub, type GenCodeEvent } from './events.ts'
import { cleanAnswer, compileCode, type Examiner, probe } from './examine/examine.ts'
import { failureOf } from './examine/failure.ts'
import type { ProbeReport } from './examine/probe-reward.ts'
import { callWith } from './examine/test-call.ts'
import { type Logger, silent } from './logger.ts'
import { ofCandidate, type Refinement, refine } from './loop.ts'
import {
  checkOptions,
  type GenCodeOptions,
  type GenerateOneOptions,
  generateNames,
  type RunOptions,
  runNames,
} from './options.ts'
import { type GenerateManyOptions, generateMany, type ManyStates } from './run/generate-many.ts'
import { beginRun, Recollection } from './run/journal.ts'

/** The options of one call, its brief in full. */
type OneCall = Omit<GenerateOneOptions, 'brief'> & { readonly brief?: Brief | undefined }

/**
 * Turns what a model wrote into a function that works: cleans it out of the answer, compiles it in a sandbox, tries
 * it on the task, and asks again, with the reason, where it fails.
 */
export class GenCode<Of extends Task = Task, Made extends AnySandbox = Sandbox> {
  readonly task: Of
  readonly #options: GenCodeOptions<Made>
  readonly #models: readonly Chat[]
  /** What functions may be written in, the one that is asked for first. */
  readonly #languages: readonly [Language, ...Language[]]
  readonly #events: EventHub
  readonly #logger: Logger
  #sandbox: Promise<Sandbox> | undefined
  #response: string | undefined
  #cleaned: CleanedCode | undefined
  #calls = 0
  #busy = false

  /**
   * @param task what the function is for: a reward task, or one of examples
   * @param llm asked again where an answer fails; a chat is forked, never changed. Without it there is one attempt
   * @throws GencodeError for a bound that bounds nothing, or another option that can't be
   */
  constructor(task: Of, llm?: Model, options: GenCodeOptions<Made> = {}) {
    this.task = task
    this.#options = options
    this.#languages = checkOptions(options)
    const { prices, fallbacks = [] } = options
    this.#models = [...(llm ? [llm] : []), ...fallbacks].map((model) => Chat.on(model, { prices }))
    this.#events = new EventHub(options.onEvent)
    this.#logger = options.logger ?? silent
  }

  /** The current response: the last one that was given or generated. */
  get response(): string | undefined {
    return this.#response
  }

  /**
   * The function of a model's answer, refined with the model until it is accepted or a bound is reached.
   *
   * @throws GenerationError with every attempt; GenCodeBusyError
   */
  get(response: string, options: RunOptions = {}): Promise<State<Of, Made>> {
    return this.#alone(async () => {
      checkNames('get', runNames, options)
      this.#take(response)
      return this.#refine(this.#turnOf(response), options)
    })
  }

  /**
   * Asks the model from nothing, and refines its answer as `get` does. With `candidate`, a place of their own in the run,
   * several calls may run at once; a `ledger` bounds them together.
   *
   * @throws GenerationError, GenCodeBusyError; GencodeError where there is no model, or for a `candidate` that is no place
   */
  async generate(options: GenerateOneOptions = {}): Promise<State<Of, Made>> {
    checkNames('generate', generateNames, options)
    checkNumbers({ whole: true, from: 0 }, { candidate: options.candidate })
    const brief = typeof options.brief === 'string' ? { text: options.brief } : options.brief
    const work = async () => this.#refine(this.#firstTurn(brief), { ...options, brief })
    return options.candidate === undefined ? this.#alone(work) : work()
  }

  /**
   * Several functions, each by a conversation of its own. Near-equal ones are dropped, the first of them kept.
   *
   * @throws GencodeError where there is no model; GenCodeBusyError
   */
  generateMany(n: number, options: GenerateManyOptions = {}): Promise<ManyStates<Of, Made>> {
    return this.#alone(async () => {
      checkNames('generateMany', { ...runNames, concurrency: true, meta: true }, options)
      // A missing n would be none.
      checkNumbers({ whole: true, from: 1 }, { n: n ?? Number.NaN, concurrency: options.concurrency })
      const first = this.#firstTurn()
      const many = generateMany(n, options, first, await this.#refinement(options, n, options.meta))
      return many as Promise<ManyStates<Of, Made>>
    })
  }

  /** The events from now until the next `get`, `generate` or `generateMany` ends. */
  events(): AsyncIterableIterator<GenCodeEvent> {
    return this.#events.iterate()
  }

  /**
   * The one function of an answer, without fences, tags and prose; Python as it is.
   *
   * @param response @default the current response
   * @throws CleanError
   */
  getCleanResponse(response?: string): CleanedCode {
    if (response !== undefined) this.#take(response)
    if (this.#response === undefined)
      throw new GencodeError('There is no response yet: pass one to getCleanResponse')
    this.#cleaned = cleanAnswer(this.#response, {
      task: this.task,
      clean: this.#options.clean,
      languages: this.#languages,
    })
    this.#logger.debug(`Cleaned code:\n${this.#cleaned.source}`)
    return this.#cleaned
  }

  /**
   * The function, callable, in an isolate of its own where `np` is there.
   *
   * @param cleaned @default that of the current response
   * @throws SandboxError, CleanError, PythonError
   */
  async compileRewardFunction(cleaned?: CleanedCode): Promise<RunnableFunction<Of, Made>> {
    const fn = compileCode(cleaned ?? this.#cleaned ?? this.getCleanResponse(), await this.#examiner())
    return fn as Promise<RunnableFunction<Of, Made>>
  }

  /**
   * Tries a function: with these arguments, and gives its result; without any, with all probes of the task.
   * The last argument may be an object of arguments by name (Python's keyword arguments).
   *
   * @throws CodeError where the function fails or its result does not keep the contract
   */
  testRewardFunction(fn: RunnableFunction | RunnableFunction<Of, Made>): Promise<ProbeReport>
  testRewardFunction(fn: (...args: never[]) => unknown, ...args: readonly unknown[]): Promise<unknown>
  async testRewardFunction(fn: RunnableFunction, ...args: readonly unknown[]): Promise<unknown> {
    const examiner = await this.#examiner()
    const output = args.length === 0 ? await probe(fn, examiner) : await callWith(fn, args, examiner)
    this.#logger.debug(
      `Reward function output: ${JSON.stringify(args.length === 0 ? (output as ProbeReport).rewards?.slice(0, 10) : output)}`,
    )
    return output
  }

  /**
   * The function of the current response, cleaned, compiled, tested and, on errors, refined.
   *
   * @param error what is wrong with the current response: the model is told, and asked again first
   * @throws GenerationError, GenCodeBusyError
   */
  getRunnableFunction(error?: string | CodeError): Promise<RunnableFunction<Of, Made>> {
    return this.#alone(async () => {
      const response = this.#response
      if (response === undefined)
        throw new GencodeError('There is no response yet: call get(response) or generate()')
      const given = this.#turnOf(response)
      const first = error === undefined ? given : this.#turnAfter(given, response, error)
      const { rewardFunction } = await this.#refine(first, {})
      return rewardFunction
    })
  }

  /** Lets go of the sandbox, unless it was passed in. */
  dispose(): void {
    const made = this.#options.sandbox === undefined ? this.#sandbox : undefined
    // One that could not be made has told so whoever waited for it.
    made?.then(
      (sandbox) => sandbox.dispose(),
      () => {},
    )
    this.#sandbox = undefined
  }

  [Symbol.dispose](): void {
    this.dispose()
  }

  #request(brief?: Brief): Brief {
    return requestWith(this.task, brief, 0, this.#languages[0])
  }

  #take(response: string): void {
    this.#response = response
    this.#cleaned = undefined
  }

  #firstTurn(brief?: Brief): Turn {
    const [chat] = this.#models
    if (!chat)
      throw new GencodeError('There is no model to ask: pass one as the second argument of new GenCode')
    return { model: 0, open: openConversation(chat, this.#request(brief)), move: {} }
  }

  /** The turn of an answer that is there already. */
  #turnOf(response: string): Turn {
    const [chat] = this.#models
    const open = chat && openConversation(chat, this.#request(), response)
    return { model: 0, open, move: {}, given: response }
  }

  /** The turn after such an answer, of which the model is told what is wrong with it. */
  #turnAfter({ given: _given, ...turn }: Turn, response: string, error: string | CodeError): Turn {
    const failure = error instanceof CodeError ? failureOf(error) : { code: 'core/told', feedback: error }
    const feedback = feedbackMessage(failure, this.task.contract, false, this.#languages[0])
    return { ...turn, last: { response, feedback } }
  }

  async #refine(first: Turn, options: OneCall): Promise<State<Of, Made>> {
    const candidate = options.candidate ?? this.#calls++
    const refinement = ofCandidate(await this.#refinement(options, 1), candidate)
    try {
      const state = await refine(refinement, first)
      this.#take(state.response)
      return state as State<Of, Made>
    } catch (error) {
      const last = (error as { attempts?: State['attempts'] }).attempts?.at(-1)
      if (last) this.#take(last.response)
      throw error
    }
  }

  async #refinement(call: OneCall, n: number, meta?: unknown): Promise<Refinement> {
    const options = this.#options
    const { answerTimeoutMs = 600_000, maxAnswerChars = 100_000 } = options
    const { stopEarly = false, stopRepeating = true, seed = 0, stuck = unstick } = options
    const models = this.#models.map((chat) => chat.model.id)
    const about = { task: this.task.id, models, seed, n, ...(meta === undefined ? {} : { meta }) }
    const { run } = call
    if (run) await beginRun(run, about)
    return {
      asker: {
        models: this.#models,
        modelOptions: { ...options.modelOptions, ...call.modelOptions },
        seed,
        brief: call.brief,
        language: this.#languages[0],
        languages: this.#languages,
        stuck,
        answerTimeoutMs,
        maxAnswerChars,
        stopEarly,
        stopRepeating,
      },
      examiner: await this.#examiner(),
      keeper: {
        candidate: 0,
        ledger: call.ledger ?? new Ledger(options),
        signal: call.signal ?? options.signal,
        events: this.#events,
        logger: this.#logger,
        journal: run,
        recollection: new Recollection(run?.lines),
      },
    }
  }

  async #examiner(): Promise<Examiner> {
    const given = this.#options.sandbox
    // A worker is used as a sandbox of this thread is: whatever it gives is awaited.
    this.#sandbox ??= given ? Promise.resolve(given as Sandbox) : createSandbox()
    const { clean, probes, suspicions } = this.#options
    const languages = this.#languages
    try {
      return { task: this.task, sandbox: await this.#sandbox, clean, languages, probes, suspicions }
    } catch (error) {
      // A wasm file that did not arrive may do so the next time.
      this.#sandbox = undefined
      throw error
    }
  }

  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#busy)
      throw new GenCodeBusyError(
        'This GenCode is at work: wait for it, use generateMany for several functions at once, or make another GenCode',
      )
    this.#busy = true
    try {
      return await work()
    } finally {
      this.#busy = false
      this.#events.end()
    }
  }
}
