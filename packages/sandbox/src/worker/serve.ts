import type { ResolvedOptions } from '../options.ts'
import type { Definition as GuestDefinition } from '../quickjs/definition.ts'
import type { Engine } from '../quickjs/engine.ts'
import { GuestFunction } from '../quickjs/guest-function.ts'
import type { Caller } from '../quickjs/host-calls.ts'
import { programBase } from '../quickjs/program-base.ts'
import { Realm } from '../quickjs/realm.ts'
import { loadRunners, plainRunners, type Runner, type Runners } from '../runner.ts'
import { type Shape, shapeOf } from '../shape.ts'
import type { Answer, Asked, Definition, FromWorker, Outcome, ToWorker, Work } from './protocol.ts'
import { packError } from './protocol.ts'
import { RunServer } from './run-server.ts'

/** Functions that a worker keeps at hand; an older one is evaluated again when it is called. */
const mostFunctions = 256

/** A worker's side of the channel. */
export interface Port {
  postMessage(message: FromWorker, transfer?: readonly ArrayBuffer[]): void
  listen(listener: (message: ToWorker) => void): void
}

/** Answers what comes through a port, one work at a time, with a sandbox of its own. */
export function serve(port: Port): void {
  let realm: Realm | undefined
  let options: ResolvedOptions | undefined
  let runs: RunServer | undefined
  let epoch = 0
  const functions = new Map<number, WorkerGuest>()
  let runners: Runners = plainRunners(notYet)
  let load: (() => void) | undefined

  const functionOf = ({ key, code, entry, original, parameters }: Definition): WorkerGuest => {
    const known = functions.get(key)
    if (known) return known
    const shape = shapeOf(parameters === undefined ? undefined : { parameters: parameters as never })
    const guest = GuestFunction.compile(
      realm as Realm,
      options as ResolvedOptions,
      shape,
      code,
      entry,
      original,
    )
    const made = { guest, shape, isTouched: false, runner: runners.of(guest, shape), runners }
    functions.set(key, made)
    const [oldest] = functions.keys()
    if (functions.size > mostFunctions && oldest !== undefined) functions.delete(oldest)
    return made
  }

  /** The compiler is loaded when the first function is called that it might be for. */
  const runnerOf = (made: WorkerGuest): Runner => {
    if (made.shape.parameters) load?.()
    if (made.runners !== runners) {
      made.runner = runners.of(made.guest, made.shape, made.isTouched)
      made.runners = runners
    }
    made.isTouched = true
    return made.runner
  }

  const run = (made: WorkerGuest, work: Work): unknown => {
    if (work.kind === 'compile') {
      const { entry, params, source } = made.guest.definition
      return { entry, params, source }
    }
    const runner = runnerOf(made)
    if (work.kind === 'call') return runner.call(work.args, work.timeoutMs)
    return runner.batch(work.columns, work.rows, work.timeoutMs)
  }

  const start = (message: ToWorker & { readonly kind: 'start' }): void => {
    const resolved: ResolvedOptions = {
      ...message.options,
      onConsole: message.hasConsole
        ? (line) => port.postMessage({ kind: 'console', message: line })
        : undefined,
    }
    const made = new Realm(message.engine, resolved, { names: message.names, caller: elsewhere })
    options = resolved
    realm = made
    runs = newRunServer(message.engine, resolved, (definition) => functionOf(definition).guest.definition)
    const loaded = (): Promise<void> =>
      loadRunners(message.engine, resolved, made)
        .catch(() => plainRunners('the compiler could not be loaded in this worker'))
        .then((found) => {
          runners = found
        })
    const ready = (): void => port.postMessage({ kind: 'ready' })
    if (resolved.tier !== 'auto') {
      loaded().then(ready)
      return
    }
    load = () => {
      load = undefined
      loaded()
    }
    ready()
  }

  /** Its outcome; nothing for the end of a run, which nobody waits for. */
  const outcomeOf = (message: Asked): Outcome | undefined => {
    try {
      if (message.kind === 'run') {
        const value = runs?.serve(message.run, message.work)
        return message.work.kind === 'end' ? undefined : { kind: 'done', value }
      }
      if (message.epoch !== epoch) realm?.clear()
      epoch = message.epoch
      const made = functionOf(message.definition)
      const value = run(made, message.work)
      const { tier, tierReason } = made.runner
      const answer: Answer = { value, tier, tierReason, mismatches: runners.mismatches }
      return { kind: 'done', value: answer }
    } catch (error) {
      return { kind: 'failed', error: packError(error) }
    }
  }

  port.listen((message) => {
    if (message.kind === 'start') start(message)
    else if (message.kind === 'group') serveGroup(port, message.messages, outcomeOf)
    else {
      const outcome = outcomeOf(message)
      if (outcome) port.postMessage(outcome)
    }
  })
}

/** What is done is told after so many ms at the latest, if the next work is not told then. */
const untoldMs = 2

function serveGroup(
  port: Port,
  messages: readonly Asked[],
  outcomeOf: (message: Asked) => Outcome | undefined,
): void {
  let answers: Outcome[] = []
  let told = performance.now()
  for (const message of messages) {
    const outcome = outcomeOf(message)
    if (outcome) answers.push(outcome)
    if (performance.now() - told < untoldMs) continue
    port.postMessage({ kind: 'group', answers })
    answers = []
    told = performance.now()
  }
  if (answers.length > 0) port.postMessage({ kind: 'group', answers })
}

/** Functions of the host are in the thread that made the sandbox, and a call that cannot wait does not reach them. */
const elsewhere: Caller = {
  call: (name) => ({ kind: 'failed', message: `${name} can be called by run and by programs alone` }),
}

function newRunServer(
  engine: Engine,
  options: ResolvedOptions,
  define: (definition: Definition) => GuestDefinition,
): RunServer {
  const make = {
    functions: (names: readonly string[]) => new Realm(engine, options, { names, caller: elsewhere }),
    programs: (names: readonly string[]) =>
      new Realm(engine, options, { names, caller: elsewhere, hasTimers: true }),
    maxRuns: options.maxRuns,
  }
  return new RunServer(make, () => programBase(engine, options), define)
}

const notYet = 'it has not been called in its worker yet'

/** A function in a worker. */
interface WorkerGuest {
  readonly guest: GuestFunction
  readonly shape: Shape
  runner: Runner
  /** Whose runner it is. */
  runners: Runners
  isTouched: boolean
}
