// A megabyte of one part, at every place of an answer, against a quarter of it, in three cleaners: seconds of processor time and
// how often as long. Prints those above the bounds as it goes, and the worst at its end.
//   node bench/hostile.mjs [--every 20] [--from 0] [--parts '["@@\n"]'] [--tries 6]
// All of the some 60,000 take days; --every takes each so-manieth. Build first; nothing else should run.
import { parseArgs } from 'node:util'
import { cleanProgram, cleanResponse } from '../dist/index.js'
import { characters, filled, places, words } from '../fixtures/hostile-texts.mjs'

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '20' },
    from: { type: 'string', default: '0' },
    parts: { type: 'string' },
    tries: { type: 'string', default: '6' },
  },
})
const [megabyte, bounds] = [1_000_000, { seconds: 1, ratio: 4.5 }]
const cleaners = {
  response: (/** @type {string} */ text) => cleanResponse(text),
  Python: (/** @type {string} */ text) => cleanResponse(text, { languages: ['javascript', 'python'] }),
  program: (/** @type {string} */ text) => cleanProgram(text),
}

const lines = [...characters].map((character) => `${character}\n`)
const pairs = characters.flatMap((a) => characters.filter((b) => a !== b).map((b) => a + b))
/** @type {readonly string[]} */
const parts = values.parts
  ? JSON.parse(values.parts)
  : [
      ...characters,
      ...lines,
      ...words.map((word) => `${word} `),
      ...words.map((word) => `${word}\n`),
      ...pairs,
    ]

/** @param {(text: string) => unknown} clean @param {string} text */
function seconds(clean, text) {
  const before = process.cpuUsage()
  try {
    clean(text)
  } catch (error) {
    if (!(error instanceof Error && error.name === 'CleanError')) throw error
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** The best of some tries. @param {(text: string) => unknown} clean @param {string} text */
function best(clean, text) {
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index < Number(values.tries); index++) least = Math.min(least, seconds(clean, text))
  return least
}

const every = Number(values.every)
let [looked, worstSeconds, worstRatio] = [0, 0, 0]
let place = 0
for (const part of parts)
  for (const [name, at] of Object.entries(places)) {
    if ((place++ - Number(values.from)) % every !== 0) continue
    for (const [who, clean] of Object.entries(cleaners)) {
      looked++
      const [whole, quarter] = [at(filled(part, megabyte)), at(filled(part, megabyte / 4))]
      seconds(clean, quarter)
      const [once, before] = [seconds(clean, whole), seconds(clean, quarter)]
      if (once < 0.1 || (once < 0.5 && once < 3.5 * before)) {
        worstSeconds = Math.max(worstSeconds, once)
        continue
      }
      const [time, less] = [best(clean, whole), best(clean, quarter)]
      worstSeconds = Math.max(worstSeconds, time)
      // A few milliseconds are no measure of growth.
      if (time >= 0.1) worstRatio = Math.max(worstRatio, time / less)
      if (time > bounds.seconds || (time >= 0.1 && time / less > bounds.ratio))
        console.log(
          `${JSON.stringify(part)} ${name}, ${who}: ${time.toFixed(2)} s, ${(time / less).toFixed(1)} times a quarter`,
        )
    }
  }
console.log(
  `${looked} looked at; the worst takes ${worstSeconds.toFixed(2)} s of processor time, the steepest ${worstRatio.toFixed(1)} times its quarter`,
)
