// Names that code counts on because a browser or Node has them, and what to do without.

const timers = 'there are no timers. Return the result at once, without waiting for time to pass.'
const network = 'there is no network. Work with the arguments alone; what is needed must be passed in.'
const modules = 'there are no modules. Write what is needed in plain JavaScript, within the code itself.'
const machine = 'there is no access to the machine. Work with the arguments alone.'
const page = 'there is no page. Work with the arguments alone, and return the result.'
const threads = 'there are no threads and no shared memory. Do the work in the function itself.'
const bytes = 'there are typed arrays, and plain loops over the characters of a text.'

const advice: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [timers]:
      'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate requestAnimationFrame cancelAnimationFrame requestIdleCallback scheduler',
    [network]:
      'fetch XMLHttpRequest WebSocket EventSource Request Response Headers FormData navigator WebTransport',
    [modules]: 'require module exports define importScripts',
    [machine]:
      'process Deno Bun __dirname __filename global self os fs path child_process crypto performance indexedDB caches',
    [page]:
      'window document localStorage sessionStorage location history alert confirm prompt Image Audio Element HTMLElement Node Event EventTarget CustomEvent MutationObserver customElements',
    [threads]: 'Worker SharedWorker MessageChannel BroadcastChannel Atomics SharedArrayBuffer WebAssembly',
    [bytes]: 'Buffer TextEncoder TextDecoder atob btoa Blob File ReadableStream WritableStream',
    'write it with plain objects and texts.':
      'URL URLSearchParams structuredClone AbortController AbortSignal',
    'call `Promise.resolve().then(...)` instead.': 'queueMicrotask',
    'there is no Intl. Format numbers and dates by hand, as with toFixed and toISOString.': 'Intl Temporal',
  }).flatMap(([text, names]) => names.split(' ').map((name) => [name, text] as const)),
)

/** What to do without a name that a sandbox lacks; `undefined` for any other. */
export function adviceFor(name: string): string | undefined {
  return advice.get(name)
}
