// Runs the benches of all packages, or of those that are named: `pnpm bench [package...]`.
// Each is a program of its own, packages/<name>/bench/index.mjs, and runs alone, against what is built.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../packages', import.meta.url))
const benchOf = (/** @type {string} */ name) => join(packages, name, 'bench/index.mjs')
const benched = readdirSync(packages).filter((name) => existsSync(benchOf(name)))

const asked = process.argv.slice(2).map((name) => name.replace(/^@gencode\//, ''))
const unknown = asked.filter((name) => !benched.includes(name))
if (unknown.length > 0) {
  console.error(`No bench for ${unknown.join(', ')}. There are benches for: ${benched.join(', ') || 'none'}.`)
  process.exit(2)
}

for (const name of asked.length > 0 ? asked : benched) {
  console.log(`\n@gencode/${name}`)
  const { status } = spawnSync(process.execPath, [benchOf(name)], {
    stdio: 'inherit',
    cwd: join(packages, name),
  })
  if (status !== 0) {
    console.error(`The bench of @gencode/${name} failed.`)
    process.exitCode = 1
  }
}
