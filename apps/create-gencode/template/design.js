import { writeFileSync } from 'node:fs'
import { design } from '@gencode/design'
import { model } from './model.js'
import { task } from './task.js'

const run = design(task, model, { rounds: 2, population: 4, train: { seeds: 2 } })
for await (const event of run)
  if (event.type === 'candidate') {
    const { index, status, successRate, refusal } = event.candidate
    console.log(`candidate ${index}: ${refusal?.feedback ?? `${status}, success rate ${successRate ?? '-'}`}`)
  }

const { best, verdict } = await run
console.log(`\n${verdict}`)
if (best?.code) {
  writeFileSync('best.js', `${best.code}\n`)
  console.log(`The best reward is in best.js:\n\n${best.code}`)
}
