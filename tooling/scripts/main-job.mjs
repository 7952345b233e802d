// `npm start`: the whole way on CartPole-v1, from a model's answer to success rates.
import { main } from '../../apps/cli/dist/main.js'

const args = ['generate', '--env', 'CartPole-v1', '--episodes', '20', '--train', '--seeds', '3', '--report']
process.exitCode = await main([...args, ...process.argv.slice(2)])
if (process.exitCode === 0)
  process.stderr.write(`
Two things to try next:
  node apps/cli/bin/gencode.js generate --env MountainCar-v0 --train
  node apps/cli/bin/gencode.js generate --env CartPole-v1 --model ollama:qwen2.5-coder
`)
