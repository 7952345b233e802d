// Latency on a typical answer of 2 kB, and the corpus's score, of cleanResponse and of public ways to get code out of an answer.
import { marked } from 'marked'
import { transform } from 'sucrase'
import { cleanResponse } from '../dist/index.js'
import { judge, readCorpus } from '../fixtures/corpus.mjs'

class Rejected extends Error {
  name = 'Rejected'
}

/** Types and modules away, then the last function by the names that people look for. */
function finish(code) {
  if (code === undefined || code.trim() === '') throw new Rejected('no code')
  let source
  try {
    source = transform(code, { transforms: ['typescript'], disableESTransforms: true }).code.replace(
      /^export (?:default )?/gm,
      '',
    )
    new Function(source)
  } catch {
    throw new Rejected('syntax')
  }
  const names = [
    ...source.matchAll(
      /(?:function\s+|(?:const|let|var)\s+)([\w$]+)(?=\s*\(|\s*=\s*(?:async\s*)?(?:\(|function|[\w$]+\s*=>))/g,
    ),
  ].map((match) => match[1])
  const entry = names.findLast((name) => /reward/i.test(name)) ?? names.at(-1)
  if (entry === undefined) throw new Rejected('no function')
  return { source, entry }
}

function longestFence(response) {
  const blocks = [...response.matchAll(/```[^\n]*\n([\s\S]*?)```/g)].map((match) => match[1])
  return finish(blocks.sort((a, b) => b.length - a.length)[0] ?? response)
}

function lastMarkdownBlock(response) {
  const blocks = []
  marked.walkTokens(marked.lexer(response), (token) => {
    if (
      token.type === 'code' &&
      /^(?:|js|javascript|ts|typescript|jsx|tsx)$/i.test(token.lang?.split(/\s/)[0] ?? '')
    )
      blocks.push(token.text)
  })
  return finish(blocks.findLast((block) => /function|=>/.test(block)))
}

function firstFence(response) {
  const match = /```(?:js|javascript|ts|typescript)?\s*\n([\s\S]*?)```/.exec(response)
  return finish(match ? match[1] : response)
}

const methods = {
  '@gencode/clean': cleanResponse,
  'longest fence, sucrase': longestFence,
  'marked, last block with a function, sucrase': lastMarkdownBlock,
  'first fence, sucrase': firstFence,
}

const body = `export function rewardFn(observations: number[], isSuccess: boolean, isFailure: boolean): number {
  const [position, velocity, angle, spin] = observations as [number, number, number, number];
  if (isFailure) return -10;
  const upright = Math.exp(-(angle * angle) / (2 * SIGMA ** 2));
  const centred = 1 - Math.min(1, Math.abs(position) / 2.4);
  const calm = 1 / (1 + Math.abs(velocity) + Math.abs(spin));
  return 0.6 * upright + 0.3 * centred + 0.1 * calm + (isSuccess ? 10 : 0);
}`
const typical = (
  code,
  tag,
) => `Certainly! Below is a reward function that balances the pole and keeps the cart in the middle of the track.

\`\`\`${tag}
// Width of the Gaussian around the upright position, in radians.
const SIGMA = 0.1;

/**
 * Rewards one step of CartPole.
 */
${code}
\`\`\`

### How it works

- **Upright**: a Gaussian around 0, so that small angles are worth most.
- **Centred**: falls linearly to 0 at the edges (2.4 m).
- **Calm**: prefers slow movement; it breaks ties between states that are alike otherwise.

### Example

\`\`\`js
const reward = rewardFn([0.1, 0, 0.02, 0], false, false);
console.log(reward); // about 0.95
\`\`\`

${'You can change the weights to suit your task; they add up to one, which keeps the reward of a step easy to read. '.repeat(8)}
Let me know if you'd like me to explain any part of it!`
const typed = typical(body, 'ts')
const plain = typical(body.replace(/: number\[\]|: boolean|: number| as \[.*?\]/g, ''), 'js')

/** Median of the milliseconds that one call takes, warm. */
function latency(clean, response) {
  for (let index = 0; index < 300; index++) clean(response)
  const times = []
  for (let index = 0; index < 300; index++) {
    const start = performance.now()
    clean(response)
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[150]
}

const cases = ['open', 'fresh', 'held-back'].flatMap((part) =>
  readCorpus(new URL(`../fixtures/${part}.txt`, import.meta.url)),
)
const answerable = cases.filter((one) => !one.errors)
const rest = cases.filter((one) => one.errors)
const share = (of, clean) =>
  `${((100 * of.filter((one) => judge(one, clean) === '').length) / of.length).toFixed(1)} %`
console.log(
  `typical answers of ${plain.length} (JavaScript) and ${typed.length} (TypeScript) characters; ${cases.length} cases in the corpus`,
)
const times = Object.values(methods).map((clean) => latency(clean, plain))
console.table(
  Object.entries(methods).map(([method, clean], index) => ({
    method,
    'JS, ms': Number(times[index].toFixed(3)),
    ratio: Number((times[index] / times[0]).toFixed(2)),
    'TS, ms': Number(latency(clean, typed).toFixed(3)),
    'answerable right': share(answerable, clean),
    'rest rejected': share(rest, clean),
  })),
)
