import { Command, InvalidArgumentError, Option } from 'commander'
import type { ExitCode } from './exit.ts'
import { version } from './version.ts'

function count(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It is a whole number from 1.')
  return value
}

function number(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new InvalidArgumentError('It is a number above 0.')
  return value
}

function rate(text: string): number {
  const value = number(text)
  if (value > 1) throw new InvalidArgumentError('It is a rate above 0 and up to 1.')
  return value
}

function port(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535 || text.trim() === '')
    throw new InvalidArgumentError('It is a port, 0 to 65535; 0 takes a free one.')
  return value
}

function seed(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('It is a whole number from 0.')
  return value
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`
}

/** The `gencode` command with its subcommands; each subcommand's code is loaded when it runs. */
export function createProgram(end: (status: ExitCode) => void): Command {
  const program = new Command('gencode')
    .description('Turns what a language model wrote into a function you can trust.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText(
      'after',
      `${examples('gencode generate --env CartPole-v1', 'gencode get --env CartPole-v1 answer.md', 'gencode train --env CartPole-v1 --reward reward.js')}
Exit status: 0 done, 1 no acceptable function, 2 wrong usage, 3 the model or another part is not there, 130 interrupted.
`,
    )
  const command = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .exitOverride()
      .option('--json', 'print one JSON document on standard output')
      .option('-q, --quiet', 'print no progress, only errors')
  const task = (each: Command): Command =>
    each
      .option('--env <id>', 'the task: a built-in one (see gencode envs) or gymnasium:ID')
      .option('--task <file>', 'a file of your own that exports a task')

  task(command('get', 'Take a response, in JavaScript or Python, through clean, compile and test.'))
    .argument('[file]', 'the response; - or nothing reads standard input', '-')
    .addHelpText(
      'after',
      examples(
        'gencode get --env CartPole-v1 answer.md',
        'cat answer.md | gencode get --env CartPole-v1 --json',
      ),
    )
    .action(async (file, options) => end(await (await import('./commands/get.ts')).get(file, options)))

  task(command('generate', 'Have a model write the function; refine it on error.'))
    .option(
      '--model <model>',
      'ollama:NAME, openai-compatible:URL#NAME, replay:FILE, baseline, ... (see gencode models)',
    )
    .addOption(
      new Option('--language <language>', 'what to ask for; an answer in the other is taken as well').choices(
        ['javascript', 'python'],
      ),
    )
    .option('--fallback <model...>', 'models to turn to when the first one is stuck')
    .option('--n <count>', 'how many candidates to make (default: 1)', count)
    .option('--max-attempts <count>', 'answers to ask for, per candidate (default: 5)', count)
    .addOption(new Option('--budget-tokens <tokens>', 'the same as --budget').argParser(count).hideHelp())
    .option(
      '--budget <tokens>',
      'tokens that all candidates together may cost; what is left bounds the next answer',
      count,
    )
    .option('--seed <seed>', "seed of the model's sampling (default: 0)", seed)
    .option('--train', "train with the accepted function, the environment's own reward and a constant one")
    .option('--seeds <count>', 'policies to train with each reward (default: 3)', count)
    .option('--steps <count>', "environment steps of each training (default: the task's own)", count)
    .option('--episodes <count>', "show the function's rewards in so many episodes of random actions", count)
    .option('--report', 'write a report of the run beside it, one HTML file')
    .option('--out <file>', 'write the accepted function there as well')
    .option('--run <file>', 'the run file (default: a new one in runs/)')
    .addHelpText(
      'after',
      examples(
        'gencode generate --env CartPole-v1',
        'gencode generate --env CartPole-v1 --model ollama:qwen2.5-coder --max-attempts 8 > reward.js',
        'gencode generate --env CartPole-v1 --language python > reward.py',
        'gencode generate --env CartPole-v1 --n 20 --run cart-pole.jsonl --train',
      ),
    )
    .action(async ({ budgetTokens, ...options }) =>
      end(await (await import('./commands/generate.ts')).generate({ budget: budgetTokens, ...options })),
    )

  task(command('design', 'Have rewards written, trained with and made better, round after round.'))
    .option('--model <model>', 'as for generate; the baseline where none is there')
    .option('--critic <model>', 'a model that plans and advises before each round')
    .option(
      '--watch <model>',
      'a model that sees: it is shown pictures of the best policy (needs @napi-rs/canvas in your folder)',
    )
    .option('--rounds <count>', 'at most so many (default: 4)', count)
    .option('--population <count>', 'candidates of a round (default: 6)', count)
    .option('--elites <count>', 'the best that the next round is made from (default: 3)', count)
    .option('--steps <count>', "environment steps of each training (default: the task's own)", count)
    .option(
      '--seeds <count>',
      'trainings of a candidate in the race (default: 3); those that lead get up to three times as many',
      count,
    )
    .option('--final-seeds <count>', 'fresh trainings of the best one and its controls (default: 5)', count)
    .option('--episodes <count>', 'greedy episodes that each policy is measured on (default: 100)', count)
    .option('--max-attempts <count>', 'answers to ask for, per candidate (default: 3)', count)
    .option('--goal <rate>', 'solved where the interval lies above it (default: 0.9)', rate)
    .option('--patience <count>', 'rounds that may bring nothing better (default: 3)', count)
    .option(
      '--queue <url>',
      'a Redis whose workers train (see gencode work); default: threads of this machine',
    )
    .option('--samples', 'compare with as many samples without feedback, which costs as much as the loop')
    .option(
      '--feedback',
      'ask the person after each round: words for the model, or which candidate is better (3 > 5)',
    )
    .option('--budget-tokens <count>', 'tokens of all answers together', count)
    .option('--budget-usd <amount>', 'money for all answers together; needs --price', number)
    .option('--price <in,out>', 'what a million tokens cost, such as 1.25,10')
    .option('--budget-steps <count>', 'environment steps of all trainings together', count)
    .option('--budget-minutes <minutes>', 'wall time', number)
    .option('--seed <seed>', "seed of the model's sampling and of the trainings (default: 0)", seed)
    .option('--report', 'write a report of the run beside it, one HTML file')
    .option('--out <file>', 'write the best reward there')
    .option('--run <file>', 'the run file (default: a new one in runs/)')
    .addHelpText(
      'after',
      examples(
        'gencode design --env CartPole-v1',
        'gencode design --env LunarLander-v3 --model ollama:qwen2.5-coder --rounds 4 --population 8 --out best.js',
      ),
    )
    .action(async (options) => end(await (await import('./commands/design.ts')).design(options)))

  command('resume', 'Go on with a run where it stopped.')
    .argument('<run>', 'the run file')
    .addHelpText('after', examples('gencode resume runs/CartPole-v1-20260101T120000-4711.jsonl'))
    .action(async (file, options) => end(await (await import('./commands/resume.ts')).resume(file, options)))

  command('report', 'Write a run as one HTML file that works offline.')
    .argument('<run>', 'the run file')
    .option('--out <file>', 'where to write it (default: beside the run file)')
    .addHelpText('after', examples('gencode report runs/CartPole-v1-20260101T120000-4711.jsonl'))
    .action(async (file, options) => end(await (await import('./commands/report.ts')).report(file, options)))

  task(command('train', "Train policies with a reward, beside the environment's own and a constant one."))
    .requiredOption(
      '--reward <file>',
      "a file with the function or a whole answer; or 'environment', or 'constant'",
    )
    .option('--seeds <count>', 'policies to train with each reward (default: 3)', count)
    .option('--steps <count>', "environment steps of each training (default: the task's own)", count)
    .option('--episodes <count>', 'greedy episodes that each policy is measured on (default: 100)', count)
    .option(
      '--settings <name>',
      "the task's own settings of that name, such as viral (default: those that suit it)",
    )
    .option('--csv <file>', 'write the learning curves there')
    .option(
      '--queue <url>',
      'a Redis whose workers train (see gencode work); default: threads of this machine',
    )
    .option('--no-controls', "leave out the environment's own reward and the constant one")
    .option('--out <file>', 'save the best policy there, as JSON')
    .addHelpText(
      'after',
      examples(
        'gencode train --env CartPole-v1 --reward reward.js',
        'gencode train --env MountainCar-v0 --reward reward.js --seeds 5 --json > result.json',
      ),
    )
    .action(async (options) => end(await (await import('./commands/train.ts')).train(options)))

  task(command('evaluate', "Measure a saved policy by the task's own rule."))
    .argument('<policy>', 'the file that train --out wrote')
    .option('--episodes <count>', 'greedy episodes (default: 100)', count)
    .option('--seed <seed>', 'where the episodes start from (default: 0)', seed)
    .option('--show', 'play an episode in the terminal')
    .addHelpText('after', examples('gencode evaluate policy.json --env CartPole-v1 --show'))
    .action(async (file, options) =>
      end(await (await import('./commands/evaluate.ts')).evaluatePolicy(file, options)),
    )

  command('export', 'Write a saved policy in a form that other programs run.')
    .argument('[policy]', 'the file that train --out wrote')
    .option('--onnx [file]', 'an ONNX model, for onnxruntime (default: beside the policy)')
    .addHelpText('after', examples('gencode export policy.json --onnx'))
    .action(async (file, options) =>
      end(await (await import('./commands/export.ts')).exportPolicy(file, options)),
    )

  command(
    'work',
    'Do the trainings of a queue in Redis, for gencode train and design with --queue elsewhere.',
  )
    .option('--queue <url>', 'redis://HOST:6379, rediss:// with TLS; or GENCODE_QUEUE')
    .option('--concurrency <count>', 'trainings at once (default: as many as there are cores)', count)
    .option('--module <url...>', 'modules of tasks and trainers that jobs may name')
    .addHelpText(
      'after',
      examples(
        'gencode work --queue redis://localhost:6379',
        'GENCODE_QUEUE=rediss://user:password@host gencode work',
      ),
    )
    .action(async (options) => end(await (await import('./commands/work.ts')).work(options)))

  command(
    'mcp',
    'Serve agents over MCP: tools that test and train rewards, and run programs over other tools.',
  )
    .option('--config <file>', 'MCP servers whose tools run_code may call: { "mcpServers": { ... } }')
    .option(
      '--http <port>',
      'serve over HTTP on this machine, with a token (default: standard input and output)',
      port,
    )
    .option('--max-steps <count>', 'environment steps of one training (default: 500000)', count)
    .option('--max-seconds <count>', 'wall time of one call (default: 300)', count)
    .addHelpText(
      'after',
      examples(
        'gencode mcp',
        'gencode mcp --config mcp.json',
        'GENCODE_MCP_TOKEN=... gencode mcp --http 8931',
      ),
    )
    .action(async (options) => end(await (await import('./commands/mcp.ts')).mcp(options)))

  command('envs', 'List the tasks: goal, spaces, where each runs.')
    .addHelpText('after', examples('gencode envs', 'gencode envs --json'))
    .action(async (options) => end(await (await import('./commands/envs.ts')).envs(options)))

  command('models', 'List what --model takes, and what an Ollama here has.')
    .addHelpText('after', examples('gencode models', 'OLLAMA_HOST=192.168.0.7 gencode models'))
    .action(async (options) => end(await (await import('./commands/models.ts')).models(options)))

  command('doctor', 'Look at what is on this machine, and say what to do about what is not.')
    .addHelpText('after', examples('gencode doctor', 'gencode doctor --json'))
    .action(async (options) => end(await (await import('./commands/doctor.ts')).doctor(options)))

  return program
}
