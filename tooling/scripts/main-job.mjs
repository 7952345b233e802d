// `npm start`: the whole way on CartPole-v1, from a model's answers to a reward that was made better by what training showed.
import { main } from '../../apps/cli/dist/main.js'

const small = [
  '--rounds',
  '2',
  '--population',
  '4',
  '--steps',
  '40000',
  '--episodes',
  '50',
  '--seeds',
  '2',
  '--final-seeds',
  '3',
]
const args = ['design', '--env', 'CartPole-v1', '--model', 'baseline', ...small, '--report']
process.exitCode = await main([...args, ...process.argv.slice(2)])
if (process.exitCode === 0)
  process.stderr.write(`
Three things to try next:
  node apps/cli/bin/gencode.js design --env CartPole-v1 --model ollama:qwen2.5-coder
  node apps/cli/bin/gencode.js generate --env MountainCar-v0 --train
  node apps/cli/bin/gencode.js design --env MountainCar-v0 --samples --report
`)
