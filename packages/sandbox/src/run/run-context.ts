import type { HostContext } from '../tool.ts'

/** What the functions of the host learn of a run; the signal is made when one asks for it. */
export class RunContext {
  readonly #runId: string
  #controller: AbortController | undefined
  #reason: { readonly reason: unknown } | undefined

  constructor(runId: string) {
    this.#runId = runId
  }

  of(callId: number): HostContext {
    return new CallContext(this, `${this.#runId}:${callId}`)
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#reason) this.#controller.abort(this.#reason.reason)
    }
    return this.#controller.signal
  }

  abort(reason: unknown): void {
    this.#reason ??= { reason }
    this.#controller?.abort(reason)
  }
}

class CallContext implements HostContext {
  readonly callId: string
  readonly #run: RunContext

  constructor(run: RunContext, callId: string) {
    this.#run = run
    this.callId = callId
  }

  get signal(): AbortSignal {
    return this.#run.signal
  }
}
