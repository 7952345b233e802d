import type { ResolvedOptions } from '../options.ts'
import type { Definition as GuestDefinition } from '../quickjs/definition.ts'
import type { Engine } from '../quickjs/engine.ts'
import { GuestFunction } from '../quickjs/guest-function.ts'
import type { Caller } from '../quickjs/host-calls.ts'
import { programBase } from '../quickjs/program-base.ts'
import { Realm } from '../quickjs/realm.ts'
import { shapeOf } from '../shape.ts'
import type { Definition, FromWorker, ToWorker, Work } from './protocol.ts'
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
  const functions = new Map<number, GuestFunction>()

  const functionOf = ({ key, code, entry, original, parameters }: Definition): GuestFunction => {
    const known = functions.get(key)
    if (known) return known
    const shape = shapeOf(parameters === undefined ? undefined : { parameters: parameters as never })
    const made = GuestFunction.compile(
      realm as Realm,
      options as ResolvedOptions,
      shape,
      code,
      entry,
      original,
    )
    functions.set(key, made)
    const [oldest] = functions.keys()
    if (functions.size > mostFunctions && oldest !== undefined) functions.delete(oldest)
    return made
  }

  const run = (fn: GuestFunction, work: Work): unknown => {
    if (work.kind === 'compile') {
      const { entry, params, source } = fn.definition
      return { entry, params, source }
    }
    if (work.kind === 'call') return fn.call(work.args, work.timeoutMs)
    return fn.batch(work.columns, work.rows, work.timeoutMs)
  }

  port.listen((message) => {
    if (message.kind === 'start') {
      options = {
        ...message.options,
        onConsole: message.hasConsole
          ? (line) => port.postMessage({ kind: 'console', message: line })
          : undefined,
      }
      realm = new Realm(message.engine, options, { names: message.names, caller: elsewhere })
      runs = newRunServer(message.engine, options, (definition) => functionOf(definition).definition)
      port.postMessage({ kind: 'ready' })
      return
    }
    try {
      if (message.kind === 'run') {
        const value = runs?.serve(message.run, message.work)
        if (message.work.kind !== 'end') port.postMessage({ kind: 'done', value })
        return
      }
      if (message.epoch !== epoch) realm?.clear()
      epoch = message.epoch
      port.postMessage({ kind: 'done', value: run(functionOf(message.definition), message.work) })
    } catch (error) {
      port.postMessage({ kind: 'failed', error: packError(error) })
    }
  })
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
