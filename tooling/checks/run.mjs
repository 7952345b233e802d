import { spawn } from 'node:child_process'

/**
 * Runs a command without input, and returns what it printed on standard output.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options] `timeoutMs` is 120 000 unless told
 * @returns {Promise<string>}
 * @throws {Error} with all its output, when it exits otherwise than with 0
 */
export function run(command, args, { cwd, env, timeoutMs = 120_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(cwd && { cwd }),
      env: { ...process.env, npm_config_update_notifier: 'false', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(stdout)
      const end = signal ? `was ended by ${signal}` : `exited with ${code}`
      reject(new Error(`${[command, ...args].join(' ')} ${end}\n${stdout}\n${stderr}`.trim()))
    })
  })
}

/**
 * Maps items by an asynchronous function, so many at a time, in their order.
 *
 * @template T, R
 * @param {readonly T[]} items
 * @param {number} atOnce
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
export async function mapAtOnce(items, atOnce, work) {
  /** @type {R[]} */
  const results = []
  const queue = items.map((item, index) => ({ item, index }))
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next.index] = await work(next.item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
