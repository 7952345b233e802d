import { GencodeError } from '@gencode/contract/errors'
import type { HostTable } from '../host-table.ts'
import { type Caller, isThenable, messageOf } from './host-calls.ts'

/** Calls the host's functions in this thread for a call that cannot wait. */
export function directCaller(table: HostTable): Caller {
  return {
    call(name, args) {
      const fn = table.get(name)
      if (fn === undefined) return { kind: 'failed', message: `${name} is not there` }
      let value: unknown
      try {
        value = fn(args, undefined)
      } catch (error) {
        return { kind: 'failed', message: messageOf(error) }
      }
      if (!isThenable(value)) return { kind: 'value', value }
      Promise.resolve(value).catch(() => {})
      throw new GencodeError(
        `${name} gave a promise, and only run waits for it: await fn.run(args), not fn(...args)`,
      )
    },
  }
}
