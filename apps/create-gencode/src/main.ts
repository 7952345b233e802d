import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ask } from './ask.ts'
import { type Choices, isModel, models, offeredTasks, taskIds } from './choices.ts'
import { CreateError, createProject } from './project.ts'

const help = `Starts a project that has reward functions designed for a task.

Usage: npm create gencode [folder] [-- options]

  --task <own|ID>   your own task (a small environment to change), or one of gencode's: ${offeredTasks.join(', ')}, ...
  --model <name>    ${Object.keys(models).join(', ')}
  --yes             ask nothing: my-rewards, own, baseline, where nothing else is said
  --help            this text

Examples:
  $ npm create gencode
  $ npm create gencode my-rewards -- --task LunarLander-v3 --model ollama
`

/** Runs the command. @param args without `node` and the script @returns the exit status */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = read(args)
    if (values.help) {
      process.stdout.write(help)
      return 0
    }
    const [folder, second] = positionals
    if (second !== undefined) throw new CreateError(`One folder, not ${positionals.join(' and ')}`)
    const choices = await choose(folder, values)
    if (choices === undefined) return 130
    const files = await createProject(choices)
    process.stdout.write(
      `Made ${files.length} files in ${choices.folder}: ${files.join(', ')}\n\n${change(choices.folder)}  npm install\n  npm test\n  npm start\n`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof CreateError)) throw error
    process.stderr.write(`error ${error.message}\n(--help shows what there is)\n`)
    return 2
  }
}

/** The line that goes to a folder, as a shell takes it; none where one is there already. */
function change(folder: string): string {
  if (resolve(folder) === process.cwd()) return ''
  return `  cd ${/^[\w./\\:~-]+$/.test(folder) ? folder : JSON.stringify(folder)}\n`
}

interface Given {
  readonly task?: string | undefined
  readonly model?: string | undefined
  readonly yes?: boolean | undefined
  readonly help?: boolean | undefined
}

function read(args: readonly string[]): { values: Given; positionals: string[] } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        task: { type: 'string' },
        model: { type: 'string' },
        yes: { type: 'boolean', short: 'y' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new CreateError((error as Error).message)
  }
}

/** What was said, and asked for; undefined where the person gave up. */
async function choose(folder: string | undefined, { task, model, yes }: Given): Promise<Choices | undefined> {
  if (model !== undefined && !isModel(model))
    throw new CreateError(`--model is ${Object.keys(models).join(', ')}, not ${model}`)
  if (task !== undefined && task !== 'own' && !taskIds.includes(task))
    throw new CreateError(`--task is own or a task's id (${taskIds.join(', ')}), not ${task}`)
  const said = { folder, task, model }
  if (!yes && process.stdin.isTTY && process.stdout.isTTY) return ask(said)
  return { folder: folder ?? 'my-rewards', task: task ?? 'own', model: model ?? 'baseline' }
}
