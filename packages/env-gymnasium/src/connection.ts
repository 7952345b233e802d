import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { GymnasiumError } from './errors.ts'
import { type Answer, magic } from './protocol.ts'

/** What a connection starts. */
export interface Process {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly onOutput?: ((text: string) => void) | undefined
}

/** How a process ended. */
interface End {
  readonly exitCode: number | null
  readonly signal: string | null
  readonly problem?: string
  readonly output: string
}

type PortMessage = { readonly memory: SharedArrayBuffer } | { readonly ended: End }
type OwnerMessage =
  | { readonly first: { readonly kind: number; readonly payload: Uint8Array } }
  | { readonly ended: End }
  | { readonly output: string }

/** Cells of the control block, as in `worker/bridge.mjs`. */
const cell = { bell: 0, answers: 1, ended: 2, kind: 3, length: 4, data: 5 } as const
const workerFile = new URL('../worker/bridge.mjs', import.meta.url)
/** How long a killed process may take to be gone. */
const funeralMs = 1000

/**
 * A process that answers requests one by one. A worker thread holds it, so that the caller can wait for an
 * answer with a deadline, without its event loop.
 */
export class Connection {
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #control = new Int32Array(new SharedArrayBuffer(24))
  readonly #what: string
  #memory: SharedArrayBuffer = new SharedArrayBuffer(0)
  #memories = 0
  #end: End | undefined
  #failure: GymnasiumError | undefined

  private constructor(what: string, process: Process) {
    const { port1, port2 } = new MessageChannel()
    const { onOutput, ...spawned } = process
    this.#what = what
    this.#port = port1
    this.#worker = new Worker(workerFile, {
      workerData: {
        ...spawned,
        magic,
        isOutputWanted: onOutput !== undefined,
        control: this.#control.buffer,
        port: port2,
      },
      transferList: [port2],
      name: `gymnasium ${what}`,
      // The flags of this process (a loader, an inspector) are not for the worker.
      execArgv: [],
    })
    if (onOutput)
      this.#worker.on('message', (message: OwnerMessage) => {
        if (!('output' in message)) return
        this.#worker.postMessage('heard')
        onOutput(message.output)
      })
  }

  /**
   * Starts the process and sends it a first request.
   *
   * @param what names the environment in messages
   * @throws GymnasiumError `gymnasium/timeout`, `gymnasium/process-ended`; the signal's reason
   */
  static async start(
    what: string,
    process: Process,
    request: Uint8Array<ArrayBuffer>,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<{ readonly connection: Connection; readonly answer: Answer }> {
    signal?.throwIfAborted()
    const connection = new Connection(what, process)
    try {
      const answer = await connection.#first(request, timeoutMs, signal)
      connection.#worker.unref()
      return { connection, answer }
    } catch (error) {
      await connection.#worker.terminate()
      throw error
    }
  }

  #first(request: Uint8Array<ArrayBuffer>, timeoutMs: number, signal?: AbortSignal): Promise<Answer> {
    const worker = this.#worker
    return new Promise<Answer>((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
        worker.off('message', hear).off('error', fail).off('exit', gone)
        // Something must listen, or a later failure of the worker would be an uncaught exception.
        worker.on('error', (error) => {
          this.#end ??= { exitCode: null, signal: null, problem: error.message, output: '' }
          Atomics.store(this.#control, cell.ended, 1)
        })
        act()
      }
      const stop = (error: unknown): void => {
        // The process is to be gone when the promise is settled.
        this.#kill()
        settle(() => reject(error))
      }
      const abort = (): void => stop(signal?.reason)
      const fail = (cause: unknown): void => settle(() => reject(this.#workerError(cause)))
      const gone = (): void => fail(new Error('it ended'))
      const hear = (message: OwnerMessage): void => {
        if ('first' in message) settle(() => resolve(message.first))
        else if ('ended' in message) settle(() => reject(this.#endedError(message.ended)))
      }
      const timer = setTimeout(() => stop(this.#timeoutError('start', timeoutMs)), timeoutMs)
      signal?.addEventListener('abort', abort, { once: true })
      worker.on('message', hear).on('error', fail).on('exit', gone)
      this.#port.postMessage(request, [request.buffer])
    })
  }

  /**
   * Sends a request and waits for its answer; the thread is blocked meanwhile.
   *
   * @param doing names the request in messages
   * @throws GymnasiumError `gymnasium/timeout` (the process is then killed), `gymnasium/process-ended`
   */
  request(doing: string, request: Uint8Array<ArrayBuffer>, timeoutMs: number): Answer {
    if (this.#failure) throw this.#failure
    const control = this.#control
    const deadline = performance.now() + timeoutMs
    const answers = Atomics.load(control, cell.answers)
    let bell = Atomics.load(control, cell.bell)
    this.#port.postMessage(request, [request.buffer])
    while (Atomics.load(control, cell.answers) === answers) {
      if (Atomics.load(control, cell.ended) === 1) throw this.#fail(this.#endedError(this.#readEnd()))
      const left = deadline - performance.now()
      if (left <= 0) {
        this.#kill()
        throw this.#fail(this.#timeoutError(doing, timeoutMs))
      }
      Atomics.wait(control, cell.bell, bell, left)
      bell = Atomics.load(control, cell.bell)
    }
    if (Atomics.load(control, cell.data) !== this.#memories) this.#receive()
    const length = Atomics.load(control, cell.length)
    return { kind: Atomics.load(control, cell.kind), payload: new Uint8Array(this.#memory, 0, length) }
  }

  /** Ends the process, and waits until it is gone; twice is harmless. */
  close(): void {
    if (Atomics.load(this.#control, cell.ended) === 0) this.#kill()
    void this.#worker.terminate()
  }

  /** Kills the process and waits until it is gone. */
  #kill(): void {
    this.#port.postMessage('kill')
    const control = this.#control
    const deadline = performance.now() + funeralMs
    let bell = Atomics.load(control, cell.bell)
    while (Atomics.load(control, cell.ended) === 0) {
      const left = deadline - performance.now()
      if (left <= 0) return
      Atomics.wait(control, cell.bell, bell, left)
      bell = Atomics.load(control, cell.bell)
    }
  }

  #fail(error: GymnasiumError): GymnasiumError {
    this.#failure = error
    return error
  }

  /** Takes in what the worker has sent beside the control block. */
  #receive(): void {
    for (;;) {
      const received: { message: PortMessage } | undefined = receiveMessageOnPort(this.#port)
      if (!received) return
      const { message } = received
      if ('memory' in message) {
        this.#memory = message.memory
        this.#memories++
      } else this.#end = message.ended
    }
  }

  #readEnd(): End {
    this.#receive()
    return this.#end ?? { exitCode: null, signal: null, output: '' }
  }

  #endedError({ exitCode, signal, problem, output }: End): GymnasiumError {
    if (problem !== undefined)
      return new GymnasiumError(
        `${this.#what}: Python could not be run (${problem}); give the path of a python executable`,
        {
          code: 'gymnasium/python-missing',
        },
      )
    const how = signal ? `was ended by ${signal}` : `exited with code ${exitCode}`
    const words = output.trim() === '' ? '' : `; its last words:\n${lastLines(output)}`
    return new GymnasiumError(`${this.#what}: the Python process ${how}${words}`, {
      code: 'gymnasium/process-ended',
      output,
    })
  }

  #workerError(cause: unknown): GymnasiumError {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return new GymnasiumError(
      `${this.#what}: the thread that is to hold Python failed (${reason}); a bundler must leave @gencode/env-gymnasium out, since it loads files of its own`,
      { code: 'gymnasium/process-ended', cause },
    )
  }

  #timeoutError(doing: string, timeoutMs: number): GymnasiumError {
    const { output } = this.#readEnd()
    return new GymnasiumError(
      `${this.#what}: ${doing} took longer than ${timeoutMs} ms, so the Python process was killed; a slow environment needs a larger timeoutMs`,
      { code: 'gymnasium/timeout', output },
    )
  }
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-12).join('\n')
}
