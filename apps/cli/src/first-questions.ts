import { cancel, intro, isCancel, outro, select, text } from '@clack/prompts'
import { listEnvs } from '@gencode/env'
import { gencodeLine } from './gencode-line.ts'
import { defaultModelSpec, ollamaModels } from './resolve-model.ts'

/** Given up by the person. */
class GivenUp extends Error {}

/**
 * Asks somebody who typed `gencode` alone what to do, shows the line that does it, and gives its arguments; undefined
 * where they gave up.
 */
export async function firstQuestions(): Promise<readonly string[] | undefined> {
  try {
    intro(
      'gencode: reward functions that a language model writes, made to run, trained with, and made better',
    )
    const verb = await chosen({
      message: 'What shall it do?',
      options: [
        { value: 'design', label: 'design a reward', hint: 'several rounds: write, train, compare, improve' },
        { value: 'generate', label: 'write a reward', hint: 'one that runs' },
        { value: 'get', label: 'check an answer that I have' },
        { value: 'doctor', label: 'look at what is on this machine' },
      ],
    })
    const args = verb === 'doctor' ? [verb] : [verb, '--env', await askTask()]
    if (verb === 'get') args.push(await askFile())
    if (verb === 'design' || verb === 'generate') args.push('--model', await askModel())
    outro(gencodeLine(...args))
    return args
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error
    cancel('Nothing was done.')
    return undefined
  }
}

async function chosen(question: Parameters<typeof select<string>>[0]): Promise<string> {
  const answer = await select<string>({ maxItems: 12, ...question })
  if (isCancel(answer)) throw new GivenUp()
  return answer
}

function askTask(): Promise<string> {
  const tasks = listEnvs().filter(({ goal, runsIn }) => goal && runsIn !== 'python')
  return chosen({
    message: 'For which task?',
    options: tasks.map(({ id, goal = '' }) => ({ value: id, label: id, hint: goal })),
  })
}

/** The models that are here. */
async function askModel(): Promise<string> {
  const [names, usual] = await Promise.all([ollamaModels(), defaultModelSpec()])
  return chosen({
    message: names
      ? 'Which model writes it?'
      : 'Which model writes it? (No Ollama answers; gencode models tells of others.)',
    initialValue: usual.spec,
    options: [
      ...(names ?? []).map((name) => ({ value: `ollama:${name}`, label: name, hint: 'Ollama' })),
      {
        value: 'baseline',
        label: 'baseline',
        hint: 'no language model: samples reward programs; needs nothing',
      },
    ],
  })
}

async function askFile(): Promise<string> {
  const file = await text({
    message: 'In which file is it?',
    placeholder: 'answer.md',
    defaultValue: 'answer.md',
  })
  if (isCancel(file)) throw new GivenUp()
  return file
}
