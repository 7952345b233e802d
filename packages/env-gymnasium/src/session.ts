import { type EnvSpec, type Info, InvalidOptionError, type ResetOptions, type SpaceJson } from '@gencode/env'
import type { Layout } from './codec.ts'
import { Connection } from './connection.ts'
import { failure } from './failure.ts'
import { checkOptions, type GymnasiumOptions } from './options.ts'
import { type Answer, answerKind, frame, jsonFrame, parseJson, requestKind } from './protocol.ts'
import { findPython, pythonVariables, serverFile } from './python.ts'

/** What Python says about an environment once it has made it. */
export interface Description {
  /** What its documentation says first. */
  readonly about: string
  readonly pid: number
  readonly maxEpisodeSteps: number | null
  readonly rewardThreshold: number | null
  readonly observationSpace: SpaceJson
  readonly observationLayout: Layout
  readonly actionSpace: SpaceJson
  readonly actionLayout: Layout
  readonly renderMode: string | null
  readonly renderModes: readonly string[]
  readonly renderFps: number | null
  readonly python: string
  readonly gymnasium: string
  readonly numpy: string
}

/** What a bridged environment says about itself beyond its spec. */
export interface GymnasiumMetadata {
  /** What the environment's documentation says first, on one line; empty where it has none. */
  readonly about: string
  /** The Python process. */
  readonly pid: number
  /** The mode it was made with; frames need `'rgb_array'`. */
  readonly renderMode: string | undefined
  readonly renderModes: readonly string[]
  /** Frames per second at which it looks natural. */
  readonly renderFps: number | undefined
  /** Versions of what runs it. */
  readonly python: string
  readonly gymnasium: string
  readonly numpy: string
}

const defaultTimeoutMs = 30_000

/** One Python process with one environment (or a vector of them) in it. */
export class Session {
  readonly id: string
  readonly description: Description
  readonly spec: EnvSpec
  readonly metadata: GymnasiumMetadata
  readonly #connection: Connection
  readonly #timeoutMs: number
  #isClosed = false

  private constructor(
    id: string,
    connection: Connection,
    description: Description,
    options: GymnasiumOptions,
  ) {
    const { about, pid, maxEpisodeSteps, rewardThreshold, renderMode, renderModes, renderFps } = description
    this.id = id
    this.description = description
    this.#connection = connection
    this.#timeoutMs = options.timeoutMs ?? defaultTimeoutMs
    this.spec = Object.freeze({
      id,
      maxEpisodeSteps: maxEpisodeSteps ?? undefined,
      rewardThreshold: rewardThreshold ?? undefined,
      options: Object.freeze({ ...options.kwargs }),
    })
    const { python, gymnasium, numpy } = description
    const rendering = { renderMode: renderMode ?? undefined, renderModes, renderFps: renderFps ?? undefined }
    this.metadata = Object.freeze({ about, pid, ...rendering, python, gymnasium, numpy })
  }

  /**
   * Starts Python and makes the environment there.
   *
   * @throws GymnasiumError, InvalidOptionError
   */
  static async start(id: string, options: GymnasiumOptions): Promise<Session> {
    checkOptions(id, options)
    const { command } = findPython(options.python)
    const own = JSON.stringify(options.path ?? [])
    const after = JSON.stringify(options.path === undefined ? [process.cwd()] : [])
    const request = jsonFrame(requestKind.make, {
      id,
      num: options.num ?? null,
      kwargs: options.kwargs ?? {},
      imports: options.imports ?? [],
      vectorization: options.vectorization ?? 'sync',
    })
    const timeoutMs = options.startTimeoutMs ?? options.timeoutMs ?? defaultTimeoutMs
    const { connection, answer } = await Connection.start(
      id,
      {
        command,
        args: [serverFile, own, after],
        env: pythonVariables(options.variables),
        onOutput: options.onOutput,
      },
      request,
      timeoutMs,
      options.signal,
    )
    if (answer.kind === answerKind.description)
      return new Session(id, connection, parseJson(answer.payload) as Description, options)
    connection.close()
    throw failure(id, parseJson(answer.payload))
  }

  /** Sends `reset`. @throws GymnasiumError, InvalidOptionError for a seed that is none */
  reset(options: ResetOptions | undefined): Answer {
    const { seed, options: own } = options ?? {}
    const isSeed =
      seed === undefined ||
      seed === null ||
      (typeof seed === 'bigint' ? seed >= 0n : Number.isInteger(seed) && seed >= 0)
    if (!isSeed) throw new InvalidOptionError(`${this.id}: a seed is an integer from 0, not ${String(seed)}`)
    // Beyond 2^53 a number's JSON would be a float in Python.
    const request = { seed: typeof seed === 'number' ? BigInt(seed) : (seed ?? null), options: own ?? null }
    return this.#ask('reset', jsonFrame(requestKind.reset, request))
  }

  /** Sends `step` with an action of so many numbers, which `write` writes. @throws GymnasiumError */
  step(count: number, write: (payload: DataView) => void): Answer {
    const { bytes, payload } = frame(requestKind.step, 8 * count)
    write(payload)
    return this.#ask('step', bytes)
  }

  /** Asks for a frame as a PNG file. @throws GymnasiumError */
  frame(): Uint8Array<ArrayBuffer> {
    return this.#ask('render', frame(requestKind.render, 0).bytes).payload.slice()
  }

  /** Closes the environment and ends the process; it is gone afterwards. Never throws. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    try {
      this.#connection.request('close', frame(requestKind.close, 0).bytes, Math.min(this.#timeoutMs, 5000))
    } catch {
      // It has ended already, or doesn't close: it is killed now.
    }
    this.#connection.close()
  }

  #ask(doing: string, request: Uint8Array<ArrayBuffer>): Answer {
    const answer = this.#connection.request(doing, request, this.#timeoutMs)
    if (answer.kind === answerKind.failed) throw failure(this.id, parseJson(answer.payload), doing)
    return answer
  }
}

/** The `info` at the end of an answer. */
export function readInfo({ payload }: Answer, at: number): Info {
  return at < payload.length ? (parseJson(payload.subarray(at)) as Info) : {}
}
