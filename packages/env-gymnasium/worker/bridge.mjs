// The thread that holds the Python process. It stays plain JavaScript: a worker is loaded by Node itself, which
// on Node 20 doesn't read TypeScript, neither in tests nor in a clone that was never built.
import { spawn } from 'node:child_process'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * Cells of the shared control block:
 * the bell is rung after every answer and at the end; answers are counted; `ended` is 1 once the process is gone;
 * `kind` and `length` describe the answer, which lies in the shared data.
 */
const cell = { bell: 0, answers: 1, ended: 2, kind: 3, length: 4, data: 5 }
const headerBytes = 8
/** A longer answer is no answer but garbage. */
const maxAnswerBytes = 2 ** 30
/** Characters of output that an error shows, and that wait for an owner who is busy. */
const keptOutput = 8192
const waitingOutput = 65536

/**
 * @type {{
 *   command: string, args: string[], env: Record<string, string>, magic: string, isOutputWanted: boolean,
 *   control: SharedArrayBuffer, port: import('node:worker_threads').MessagePort
 * }}
 */
const { command, args, env, magic, isOutputWanted, control: controlBuffer, port } = workerData
const control = new Int32Array(controlBuffer)
const toOwner = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)

let output = ''
let unheard = ''
let isTelling = false
let hasStarted = false
let hasEnded = false

const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true })

/** @param {string} text what the process printed */
function keep(text) {
  output = (output + text).slice(-keptOutput)
  if (!isOutputWanted) return
  unheard = (unheard + text).slice(-waitingOutput)
  if (!isTelling) tell()
}

// One message at a time: those to an owner who never turns its event loop would pile up.
function tell() {
  isTelling = unheard !== ''
  if (isTelling) toOwner.postMessage({ output: unheard })
  unheard = ''
}
toOwner.on('message', tell)

/** @param {{ exitCode?: number | null, signal?: string | null, problem?: string }} reason */
function end(reason) {
  if (hasEnded) return
  hasEnded = true
  tell()
  const report = { ended: { exitCode: null, signal: null, ...reason, output } }
  port.postMessage(report)
  Atomics.store(control, cell.ended, 1)
  Atomics.add(control, cell.bell, 1)
  Atomics.notify(control, cell.bell)
  toOwner.postMessage(report)
  // Nothing is left to do here; the report lies in the ports.
  port.unref()
  toOwner.unref()
  child.stdin.destroy()
  child.stdout.destroy()
  child.stderr.destroy()
}

child.on('error', (error) => end({ problem: error.message }))
// `close` also waits for the last words on stderr, but a grandchild may hold those pipes open.
child.on('close', (exitCode, signal) => end({ exitCode, signal }))
child.on('exit', (exitCode, signal) => setTimeout(() => end({ exitCode, signal }), 50))
child.stdin.on('error', () => {})
child.stderr.setEncoding('utf8').on('data', keep)

// Reading of answers: first whatever stands before the magic, then a header, then so many bytes.
const magicBytes = Buffer.from(magic, 'latin1')
const header = Buffer.alloc(headerBytes)
let before = Buffer.alloc(0)
let isInFrames = false
let headerHave = 0
let have = 0
let length = 0
/** @type {Uint8Array} */
let data = new Uint8Array(0)

/** Makes room for an answer; the owner learns of new memory before it learns of the answer. */
function makeRoom() {
  if (data.length >= length) return
  const memory = new SharedArrayBuffer(Math.max(65536, 2 ** Math.ceil(Math.log2(length))))
  data = new Uint8Array(memory)
  port.postMessage({ memory })
  Atomics.add(control, cell.data, 1)
}

function answered() {
  const kind = header.readUInt32LE(4)
  headerHave = 0
  if (!hasStarted) {
    hasStarted = true
    toOwner.postMessage({ first: { kind, payload: data.slice(0, length) } })
    return
  }
  Atomics.store(control, cell.kind, kind)
  Atomics.store(control, cell.length, length)
  Atomics.add(control, cell.answers, 1)
  Atomics.add(control, cell.bell, 1)
  Atomics.notify(control, cell.bell)
}

/** @param {Buffer} chunk */
function read(chunk) {
  let at = 0
  while (at < chunk.length) {
    if (headerHave < headerBytes) {
      const count = Math.min(headerBytes - headerHave, chunk.length - at)
      chunk.copy(header, headerHave, at, at + count)
      headerHave += count
      at += count
      if (headerHave < headerBytes) return
      length = header.readUInt32LE(0)
      have = 0
      if (length > maxAnswerBytes) {
        child.kill('SIGKILL')
        return
      }
      makeRoom()
      if (length === 0) answered()
      continue
    }
    const count = Math.min(length - have, chunk.length - at)
    data.set(chunk.subarray(at, at + count), have)
    have += count
    at += count
    if (have === length) answered()
  }
}

child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
  if (isInFrames) {
    read(chunk)
    return
  }
  before = Buffer.concat([before, chunk])
  const found = before.indexOf(magicBytes)
  isInFrames = found >= 0
  const printed = isInFrames ? found : Math.max(0, before.length - magicBytes.length + 1)
  if (printed > 0) keep(before.toString('utf8', 0, printed))
  before = before.subarray(printed)
  if (isInFrames) read(before.subarray(magicBytes.length))
})

port.on('message', (/** @type {Uint8Array | 'kill'} */ message) => {
  if (message === 'kill') child.kill('SIGKILL')
  else if (!hasEnded) child.stdin.write(message)
})
