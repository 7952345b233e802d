// A program that owns an environment and comes to an end in one way or another; told as arguments:
// the built package, the environment's fault, how to end.
const [, , built, fault, ending] = process.argv
const { gymnasium } = await import(built)
const path = [new URL('.', import.meta.url).pathname]
const env = await gymnasium('Faulty-v0', { imports: ['faulty_envs'], path, kwargs: { fault } })
const { pid } = env.reset().info
console.log(JSON.stringify({ pid }))

if (ending === 'step') env.step(1)
if (ending === 'throw') setTimeout(() => JSON.parse('no JSON'), 200)
if (ending === 'exit') setTimeout(() => process.exit(3), 200)
if (ending === 'wait') setInterval(() => {}, 1000)
// 'return': nothing is left to do, though the environment was never closed
