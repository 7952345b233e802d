// A release for real, against a registry on this machine: every package is versioned and published by the release
// script, installed from there into empty projects with an empty HOME, and used. Then a second changeset is released.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { publishable } from './pack.mjs'
import { freePort, untilAnswered } from './ports.mjs'
import { run } from './run.mjs'
import { installTools } from './tools.mjs'
import { root } from './workspace.mjs'

const place = mkdtempSync(join(tmpdir(), 'gencode-release-'))
const repository = join(place, 'repository')
const folderOf = (/** @type {string} */ name) => {
  const folder = join(place, name)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Starts verdaccio: our packages are kept here, all others come through it from the usual registry. */
async function startRegistry() {
  const tools = await installTools('verdaccio', { verdaccio: '6.7.4' }, { 'node-fetch': '2.7.0' })
  const port = await freePort()
  const upstream = (await run('npm', ['config', 'get', 'registry'], { cwd: tmpdir() })).trim()
  const config = {
    storage: join(place, 'storage'),
    // A slow answer must not make verdaccio give the registry up for minutes, as it does by default.
    uplinks: { npm: { url: upstream, maxage: '60m', timeout: '2m', max_fails: 100, fail_timeout: '1s' } },
    packages: {
      '@gencode/*': { access: '$all', publish: '$all' },
      'create-gencode': { access: '$all', publish: '$all' },
      '**': { access: '$all', proxy: 'npm' },
    },
    log: { type: 'stdout', level: 'error' },
  }
  writeFileSync(join(place, 'verdaccio.yaml'), JSON.stringify(config))
  const bin = join(tools, 'node_modules/verdaccio/bin/verdaccio')
  const server = spawn(
    process.execPath,
    [bin, '-c', join(place, 'verdaccio.yaml'), '-l', `127.0.0.1:${port}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      cwd: place,
    },
  )
  const url = `http://127.0.0.1:${port}/`
  await untilAnswered(`${url}-/ping`)
  return { url, server }
}

/** The repository as it stands here, in a place where versions may be written and tags be set. */
async function copyRepository() {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  })
  for (const file of listed.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(repository, file)), { recursive: true })
    cpSync(join(root, file), join(repository, file), { verbatimSymlinks: true })
  }
  const git = ['-c', 'user.name=release', '-c', 'user.email=release@localhost']
  await run('git', ['init', '-q', '-b', 'main'], { cwd: repository })
  await run('git', ['add', '-A'], { cwd: repository })
  await run('git', [...git, 'commit', '-q', '-m', 'Before the release'], { cwd: repository })
}

const { url, server } = await startRegistry()
const npmrc = join(place, 'npmrc')
writeFileSync(npmrc, `registry=${url}\n${url.replace('http:', '')}:_authToken=anyone\n`)
const publishing = { CI: 'true', npm_config_userconfig: npmrc, npm_config_registry: url }

/** Versions by package, as the registry has them. */
async function published() {
  const versions = await Promise.all(
    publishable.map(async ({ name }) => {
      const response = await fetch(url + name.replace('/', '%2f'))
      const { 'dist-tags': tags } = /** @type {any} */ (await response.json())
      return [name, tags?.latest]
    }),
  )
  return Object.fromEntries(versions)
}

async function release() {
  const pnpm = (/** @type {string[]} */ ...args) =>
    run('pnpm', args, { cwd: repository, env: publishing, timeoutMs: 600_000 })
  await pnpm('exec', 'changeset', 'version')
  await pnpm('install', '--no-frozen-lockfile', '--prefer-offline')
  await pnpm('run', 'release')
}

/** Runs a command as a newcomer would: an empty folder, an empty HOME, plain Node and npm. */
function asNewcomer(/** @type {string} */ name, /** @type {string} */ command) {
  const HOME = folderOf(`${name}-home`)
  const env = {
    HOME,
    USERPROFILE: HOME,
    npm_config_registry: url,
    npm_config_userconfig: '',
    npm_config_cache: join(HOME, '.npm'),
  }
  return run('sh', ['-c', command], { cwd: folderOf(name), env })
}

const expect = (/** @type {unknown} */ holds, /** @type {string} */ what) => {
  if (!holds) throw new Error(`Not so: ${what}`)
  console.log(`ok: ${what}`)
}

try {
  await copyRepository()
  await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: repository,
    timeoutMs: 600_000,
  })
  await release()
  const first = await published()
  console.table(first)
  expect(Object.values(first).every(Boolean), 'every package is in the registry')

  const response = '```js\nfunction rewardFn(observations) { return 1 - Math.abs(observations[2]) }\n```'
  writeFileSync(join(folderOf('command'), 'response.md'), response)
  const got = await asNewcomer('command', 'npx --yes @gencode/cli get --env CartPole-v1 --json response.md')
  const { ok, rewards } = JSON.parse(got)
  expect(ok && rewards.length > 0, 'npx @gencode/cli accepts a response')

  await asNewcomer('create', 'npm create --yes gencode my-rewards -- --task own --model ollama --yes')
  const made = await asNewcomer(
    'create',
    'cd my-rewards && npm install && npm run typecheck && npm test && npx gencode design --task task.js --model baseline --rounds 1 --population 2 --json',
  )
  expect(
    /"ok": ?true/.test(made),
    'npm create gencode makes a project that typechecks, passes its tests and runs',
  )

  const program =
    "const s = await (await import('@gencode/sandbox')).createSandbox(); console.log(s.compile('function add(a) { return a + 1 }')(41))"
  await asNewcomer('sandbox', 'npm init -y && npm install @gencode/sandbox')
  const answer = await asNewcomer('sandbox', `node --input-type=module -e "${program}"`)
  expect(answer.trim() === '42', '@gencode/sandbox alone runs a function')

  writeFileSync(
    join(repository, '.changeset/second.md'),
    "---\n'@gencode/clean': patch\n---\n\nA second release.\n",
  )
  await release()
  const second = await published()
  const bumped = Object.keys(first).filter((name) => first[name] !== second[name])
  expect(
    bumped.join() === '@gencode/clean',
    `a patch of @gencode/clean bumps it alone (${bumped.join(', ')})`,
  )
} finally {
  server.kill()
  rmSync(place, { recursive: true, force: true })
}
