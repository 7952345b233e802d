import { readdirSync, readFileSync, statSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Choices, isOfMujoco, type ModelChoice } from './choices.ts'
import { makeFolder } from './make-folder.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** What stops a project from being made; the message says what to do. */
export class CreateError extends Error {}

/** The versions that this one was made with. */
const { devDependencies } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as {
  devDependencies: Readonly<Record<string, string>>
}

const modelPackages: Readonly<Record<ModelChoice, Readonly<Record<string, string | undefined>>>> = {
  baseline: {},
  ollama: { '@gencode/llm-ollama': devDependencies['@gencode/llm-ollama'] },
  'openai-compatible': {
    '@ai-sdk/openai-compatible': '^2.0.0',
    '@gencode/llm-ai-sdk': devDependencies['@gencode/llm-ai-sdk'],
  },
}

/** Why no project can be made there; undefined where nothing is there, or an empty folder. */
export function obstacleAt(folder: string): string | undefined {
  if (folder === '') return 'The name of the folder is empty'
  try {
    const found = statSync(folder, { throwIfNoEntry: false })
    if (!found) return undefined
    if (!found.isDirectory()) return `${folder} is a file`
    return readdirSync(folder).length > 0 ? `${folder} is not empty` : undefined
  } catch (error) {
    return (error as Error).message
  }
}

/**
 * Makes the project's files.
 *
 * @returns their paths in the folder
 * @throws CreateError where something is there already, or nothing can be written
 */
export async function createProject({ folder, task, model }: Choices): Promise<string[]> {
  const obstacle = obstacleAt(folder)
  if (obstacle) throw new CreateError(`${obstacle}. Name a new folder: npm create gencode my-rewards`)
  const files = new Map<string, string>()
  const template = here('../template')
  for (const path of await readdir(template, { recursive: true, withFileTypes: true })) {
    if (!path.isFile()) continue
    const file = join(path.parentPath, path.name)
    // npm leaves a .gitignore out of what it packs.
    files.set(relative(template, file).replace(/^_/, '.'), await readFile(file, 'utf8'))
  }
  pick(files, 'task', task === 'own' ? 'own' : isOfMujoco(task) ? 'mujoco' : 'built-in')
  pick(files, 'model', model)
  const name =
    basename(resolve(folder))
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[._-]+/, '') || 'rewards'
  files.set('package.json', manifest(name, task, model))
  const words = {
    NAME: name,
    TASK: task === 'own' ? 'Corridor-v0' : task,
    MODEL: model,
    SPEC: model === 'openai-compatible' ? `'${model}:http://127.0.0.1:8080/v1#qwen2.5-coder'` : model,
  }
  try {
    for (const [file, text] of files) {
      const path = join(folder, file)
      makeFolder(dirname(path))
      const filled = text.replace(
        /__([A-Z]+)__/g,
        (whole, word) => words[word as keyof typeof words] ?? whole,
      )
      await writeFile(path, filled)
    }
  } catch (cause) {
    throw new CreateError(`Nothing can be written there: ${(cause as Error).message}`, { cause })
  }
  return [...files.keys()].sort()
}

/** Of the files `x.a.js`, `x.b.js`, ... the chosen one stays, as `x.js`. */
function pick(files: Map<string, string>, stem: string, choice: string): void {
  const chosen = files.get(`${stem}.${choice}.js`)
  for (const file of [...files.keys()])
    if (file.startsWith(`${stem}.`) && file.split('.').length === 3 && !file.includes('.test.'))
      files.delete(file)
  if (chosen === undefined) throw new Error(`the template has no ${stem}.${choice}.js`)
  files.set(`${stem}.js`, chosen)
}

function manifest(name: string, task: string, model: ModelChoice): string {
  const of = (...names: string[]) => Object.fromEntries(names.map((each) => [each, devDependencies[each]]))
  const dependencies = {
    ...of('@gencode/cli', '@gencode/design', '@gencode/env', '@gencode/llm', '@gencode/train'),
    ...(isOfMujoco(task) ? of('@gencode/env-mujoco') : {}),
    ...modelPackages[model],
  }
  const text = {
    name,
    private: true,
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: { start: 'node design.js', test: 'node --test', typecheck: 'tsc' },
    dependencies: Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1))),
    devDependencies: { '@types/node': '^20.19.0', typescript: '^7.0.2' },
  }
  return `${JSON.stringify(text, null, 2)}\n`
}
