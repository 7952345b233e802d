import { writeFileSync } from 'node:fs'
import { design } from '@gencode/design'
import { model } from './model.js'
import { task } from './task.js'

try {
  const run = design(task, model, { rounds: 2, population: 4, train: { seeds: 2 } })
  for await (const event of run)
    if (event.type === 'candidate') {
      const { index, status, successRate, refusal } = event.candidate
      const came = refusal?.feedback ?? `${status}, success rate ${successRate ?? '-'}`
      console.log(`candidate ${index + 1}: ${came}`)
    }

  const { best, verdict } = await run
  console.log(`\n${verdict}`)
  if (best?.code) {
    writeFileSync('best.js', `${best.code}\n`)
    console.log(`The best reward is in best.js:\n\n${best.code}`)
  }
} catch (error) {
  // Without its causes: those of a model that is not there hold whole requests.
  console.error(error instanceof Error ? error.stack : error)
  process.exitCode = 1
}
