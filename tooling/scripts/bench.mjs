// Runs the benches of all packages, or of those that are named: `pnpm bench [package...]`.
// Each is a program of its own, packages/<name>/bench/index.mjs, and runs alone, against what is built. What they print also goes
// into a page, docs/bench.md, with the machine, the day and how to repeat it.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../checks/workspace.mjs'

const packages = join(root, 'packages')
const page = join(root, 'docs/bench.md')
const benchOf = (/** @type {string} */ name) => join(packages, name, 'bench/index.mjs')
const benched = readdirSync(packages).filter((name) => existsSync(benchOf(name)))

const asked = process.argv.slice(2).map((name) => name.replace(/^@gencode\//, ''))
const unknown = asked.filter((name) => !benched.includes(name))
if (unknown.length > 0) {
  console.error(`No bench for ${unknown.join(', ')}. There are benches for: ${benched.join(', ') || 'none'}.`)
  process.exit(2)
}

/** @param {string} name @returns {Promise<{ printed: string, seconds: number }>} */
async function bench(name) {
  const start = performance.now()
  const child = spawn(process.execPath, [benchOf(name)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: join(packages, name),
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    process.stdout.write(text)
    printed += text
  })
  const status = await new Promise((resolve) => child.on('close', resolve))
  if (status !== 0) {
    console.error(`The bench of @gencode/${name} failed.`)
    process.exitCode = 1
    printed += '\nThe bench failed.'
  }
  return { printed, seconds: Math.round((performance.now() - start) / 1000) }
}

const [{ model = 'unknown' } = {}] = cpus()
const parts = [
  '# Measured',
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${model.trim()}), Node ${process.versions.node}, ${process.platform}-${process.arch}. Ratios hold on a busy machine, times do not.`,
]
for (const name of asked.length > 0 ? asked : benched) {
  console.log(`\n@gencode/${name}`)
  const { printed, seconds } = await bench(name)
  parts.push(
    `## @gencode/${name}`,
    `\`pnpm bench ${name}\`, ${seconds} s.`,
    `\`\`\`text\n${printed.trim()}\n\`\`\``,
  )
  // Kept as far as it came: the whole takes an hour.
  mkdirSync(dirname(page), { recursive: true })
  writeFileSync(page, `${parts.join('\n\n')}\n`)
}
console.log('\nAll of it is in docs/bench.md.')
