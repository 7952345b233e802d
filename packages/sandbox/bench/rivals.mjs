// The others, installed outside the workspace so that a fresh clone does not pay for them; what does not install is left out.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const folder =
  process.env.GENCODE_RIVALS ?? fileURLToPath(new URL('../../../.cache/sandbox-rivals', import.meta.url))

const wanted = {
  'quickjs-emscripten': '0.32.0',
  '@sebastianwessel/quickjs': '3.1.0',
  'isolated-vm': '5.0.4',
}

/** The installed ones by name; `undefined` where one is not there. */
export async function rivals(names = Object.keys(wanted)) {
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, 'package.json')))
    writeFileSync(join(folder, 'package.json'), '{"private":true}')
  /** @type {Record<string, any>} */
  const found = {}
  for (const name of names) {
    const version = wanted[name]
    if (!existsSync(join(folder, 'node_modules', name, 'package.json')))
      spawnSync('npm', ['install', '--no-audit', '--no-fund', `${name}@${version}`], {
        cwd: folder,
        stdio: 'ignore',
      })
    try {
      const { resolve } = createRequire(join(folder, 'index.js'))
      found[name] = await import(pathToFileURL(resolve(name)).href)
    } catch {
      console.error(`${name} ${version} is not here, so it is left out`)
    }
  }
  try {
    const { resolve } = createRequire(join(folder, 'index.js'))
    found.variant = (await import(pathToFileURL(resolve('@jitl/quickjs-wasmfile-release-sync')).href)).default
  } catch {}
  return found
}
