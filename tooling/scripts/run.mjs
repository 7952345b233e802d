// Runs a root script through pnpm, on a machine that has Node and npm alone:
//   node tooling/scripts/run.mjs <script> [arguments...]
// Inside pnpm it uses that pnpm, else it lets npm fetch the one that package.json names.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)
const { packageManager } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
const { npm_execpath: execPath = '', npm_config_user_agent: userAgent = '' } = process.env

/** The command that starts pnpm; npm is started by its file where it is known, since `npx` is no plain binary on Windows. */
function pnpm() {
  if (userAgent.startsWith('pnpm/') && execPath)
    return /\.[cm]?js$/.test(execPath) ? [process.execPath, execPath] : [execPath]
  const fetched = ['--yes', '--prefer-offline', '--', packageManager]
  return execPath.endsWith('npm-cli.js')
    ? [process.execPath, execPath, 'exec', ...fetched]
    : ['npx', ...fetched]
}

const [command, ...first] = pnpm()
const child = spawn(command, [...first, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32' && command === 'npx',
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', npm_config_update_notifier: 'false' },
})

/** A process and all that it started, where `ps` can tell: npm and pnpm pass no signal on to what they run. */
function family(/** @type {number} */ pid) {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = (stdout ?? '').split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  const members = [pid]
  for (const member of members)
    for (const [one = 0, parent] of pairs) if (parent === member) members.push(one)
  return members
}

function passOn(/** @type {NodeJS.Signals} */ signal) {
  for (const pid of family(child.pid ?? 0)) {
    try {
      process.kill(pid, signal)
    } catch {} // it has ended by itself
  }
}

// A terminal sends Ctrl-C to everyone that runs in it: then this process only has to outlive them.
process.on('SIGINT', () => process.stdin.isTTY || passOn('SIGINT'))
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => passOn(signal))
// Who ends npm ends the shell that npm puts between itself and this process, but not this process.
const parent = process.ppid
const isGone = () => process.env.npm_lifecycle_event && process.ppid !== parent
setInterval(() => isGone() && passOn('SIGTERM'), 500).unref()

child.on('error', (error) => {
  console.error(`Could not start pnpm (${error.message}): install Node 20.19 or newer with its npm.`)
  process.exit(1)
})
child.on('exit', (code, signal) => {
  if (!signal) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
