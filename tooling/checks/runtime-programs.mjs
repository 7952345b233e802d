const reward =
  'function rewardFn(observations) { return 1 - Math.abs(observations[2]) - Math.sin(observations[0]) }'

/** What the sandbox's programs may call, as text. */
const tools = `({
  slow: (x) => new Promise((go) => setTimeout(go, 5, x)),
  db: { size: () => 3 },
  approve: () => suspend('a person'),
})`

/** A program that waits, sleeps and is suspended, as text. */
const suspended = JSON.stringify(`const x = Math.random()
const kept = new Map([['k', { a: [1, 2.5] }]])
const both = await Promise.all([slow(1), slow(2)])
await new Promise((go) => setTimeout(go, 60_000))
const verdict = await approve('may I?')
return [x, Math.random(), Math.sin(0.3), [...kept], both, await db.size(), verdict, Date.now()]`)

/** A run of a function, of a program, of timers, and of an image, in the sandbox that `create` makes. */
const runs = (/** @type {string} */ create, /** @type {string} */ body) => `
    import { ${create}, suspend } from '@gencode/sandbox'
    import { image } from './image.mjs'
    const bytes = () => Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0))
    export const run = async () => {
      const sandbox = await ${create}({ globals: ${tools}, timeoutMs: 2000 })
      const outcome = []
      ${body}
      sandbox.dispose()
      return outcome
    }`
const hostFunctions = `
      const fn = await sandbox.compile('async (x) => (await slow(x)) + (await db.size())')
      outcome.push(await fn.run([4]))`
const sandboxRun = `
      const result = await sandbox.run('console.log({ a: 1 }); return [await slow(1), new Set([input])]', { input: new Date(5) })
      outcome.push(result.value[0], [...result.value[1]][0].getTime(), result.logs, result.calls.map(({ name, args }) => [name, args]))`
const timers = `
      outcome.push((await sandbox.run('const t = []; setTimeout(() => t.push(1), 2000); setInterval(() => t.push(2), 900); await new Promise((go) => setTimeout(go, 3000)); return [t, Date.now()]')).value)`
const suspendResume = `
      const { suspended } = await sandbox.run(${suspended})
      for (const each of [suspended, bytes()]) outcome.push((await sandbox.resume(each, { result: 'yes' })).value)`

/** Makes the image that every runtime resumes; it prints it. */
export const imageMaker = `import { createSandbox, suspend } from '@gencode/sandbox'
    const sandbox = await createSandbox({ globals: ${tools}, timeoutMs: 2000 })
    const { suspended } = await sandbox.run(${suspended})
    console.log(JSON.stringify(btoa(String.fromCharCode(...suspended))))`

/**
 * How a row is called that is no package's.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const labels = {
  hostFunctions: 'functions of the host',
  sandboxRun: 'programs',
  timers: 'timers of programs',
  suspendResume: 'suspend and resume, also of an image made in Node',
  workerRuns: 'the same in `createSandboxWorker`',
  compiledTier: 'numeric functions as WebAssembly',
}

/** A program for every package, and for the sandbox in a thread of its own; `run` gives something that every runtime must agree on. */
export const programs = {
  contract: `import { describeContract, rewardContract } from '@gencode/contract'
    export const run = async () => {
      const contract = rewardContract([{ index: 0, name: 'angle', unit: 'rad', low: -1, high: 1 }])
      return [describeContract(contract), contract.checkResult(0.5)]
    }`,
  clean: `import { cleanResponse } from '@gencode/clean'
    export const run = async () => cleanResponse('Sure!\\n\`\`\`ts\\nconst f = (o: number[]): number => o[0] ** 2\\n\`\`\`').source`,
  sandbox: `import { createSandbox } from '@gencode/sandbox'
    export const run = async () => {
      const sandbox = await createSandbox()
      const fn = sandbox.compile('function f(x) { return [Math.sin(x), Math.random(), np.exp(x)] }')
      const value = fn(0.3)
      let ended
      try { sandbox.compile('function loop() { while (true) {} }')() } catch (error) { ended = error.code }
      sandbox.dispose()
      return [value, ended]
    }`,
  createSandboxWorker: `import { createSandboxWorker } from '@gencode/sandbox'
    export const run = async () => {
      const sandbox = await createSandboxWorker()
      const fn = await sandbox.compile('function f(x) { return [Math.sin(x), Math.random(), np.exp(x)] }')
      const value = await fn(0.3)
      await sandbox.dispose()
      return value
    }`,
  compiledTier: `import { rewardContract } from '@gencode/contract'
    import { createSandbox } from '@gencode/sandbox'
    export const run = async () => {
      const sandbox = await createSandbox({ tier: 'compiled' })
      const contract = rewardContract([{ index: 0, name: 'x', low: -1, high: 1 }, { index: 1, name: 'y', low: -1, high: 1 }])
      const fn = sandbox.compile('function f(o, s) { return s ? 10 : Math.sin(o[0]) + Math.exp(o[1]) ** 1.5 }', { contract })
      if (fn.tier !== 'compiled') throw new Error(fn.tierReason)
      const columns = [Float64Array.from({ length: 40 }, (_, i) => i / 7 - 3), new Uint8Array(20), new Uint8Array(20)]
      const outcome = [fn([0.3, 0.2], false, false), ...fn.batch(columns)]
      sandbox.dispose()
      return outcome
    }`,
  hostFunctions: runs('createSandbox', hostFunctions),
  sandboxRun: runs('createSandbox', sandboxRun),
  timers: runs('createSandbox', timers),
  suspendResume: runs('createSandbox', suspendResume),
  workerRuns: runs('createSandboxWorker', hostFunctions + sandboxRun + timers + suspendResume),
  python: `import { lowerPython } from '@gencode/python'
    export const run = async () => {
      const source = 'import numpy as np\\ndef reward(o):\\n    return float(np.clip(o[0], -1, 1)) ** 2'
      return lowerPython({ language: 'python', source, original: source, entry: 'reward', params: ['o'], warnings: [], lineMap: [] }).source
    }`,
  'code-mode': `import { codeMode } from '@gencode/code-mode'
    export const run = async () => {
      const inputSchema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] }
      const code = codeMode({ tools: { twice: { description: 'Doubles.', inputSchema, execute: async ({ n }) => 2 * n } } })
      return [code.description, await code.execute({ program: 'return (await Promise.all([1, 2].map((n) => tools.twice({ n })))).join()' })]
    }`,
  env: `import { make } from '@gencode/env'
    export const run = async () => {
      const outcome = []
      for (const [id, options] of [['CartPole-v1'], ['LunarLander-v3', { enableWind: true }]]) {
        const env = make(id, options)
        env.reset({ seed: 1 })
        let last
        do last = env.step(Math.abs(Math.round(20 * env.state[2])) % 2)
        while (!last.terminated && !last.truncated)
        outcome.push(...last.observation, last.reward, last.terminated)
        env.close()
      }
      return outcome
    }`,
  'env-mujoco': `import { mujoco } from '@gencode/env-mujoco'
    export const run = async () => {
      const env = await mujoco('Hopper-v5')
      const { observation } = env.reset({ seed: 1 })
      const step = env.step([0.5, -0.25, 1])
      env.close()
      return [...observation, ...step.observation, step.reward]
    }`,
  llm: `import { Chat, replay } from '@gencode/llm'
    export const run = async () => {
      let text = ''
      for await (const chunk of replay(['Hello there']).generate([{ role: 'user', content: 'Hi' }])) text += chunk.text ?? ''
      return [text, typeof Chat]
    }`,
  core: `import { GenCode } from '@gencode/core'
    import { task } from '@gencode/env'
    export const run = async () => {
      const state = await new GenCode(task('CartPole-v1')).get(${JSON.stringify(reward)})
      return state.rewardFunction([0.1, 0, 0.25, 0], false, false)
    }`,
  design: `import { design } from '@gencode/design'
    import { task } from '@gencode/env'
    import { BaselineModel } from '@gencode/llm/baseline'
    export const run = async () => {
      const cartPole = task('CartPole-v1')
      const model = new BaselineModel({ contract: cartPole.contract })
      const train = { budget: 500, episodes: 2, seeds: 1 }
      const controls = { environment: false, constant: false }
      const { best, final, verdict } = await design(cartPole, model, { rounds: 1, population: 2, finalSeeds: 1, train, controls })
      return [best.code, final.successRate, verdict]
    }`,
  train: `import { train } from '@gencode/train'
    export const run = async () => {
      const { successRate } = await train('CartPole-v1', ${JSON.stringify(reward)}, { seeds: 1, budget: 2000, episodes: 5 })
      return successRate
    }`,
}

/**
 * What a runtime can't do, in its own words. Such a package must fail there with these, so that this list stays true.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, string>>>>}
 */
export const cannot = {
  workerd: {
    createSandboxWorker: 'There are no workers here',
    workerRuns: 'There are no workers here',
    compiledTier: 'no WebAssembly is compiled at run time here',
  },
}
