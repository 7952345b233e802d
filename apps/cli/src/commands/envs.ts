import { make, NeedsPythonError, registeredIds, type Space, task, taskIds } from '@gencode/env'
import { type ExitCode, exitCode } from '../exit.ts'
import { Output, type OutputFlags } from '../output.ts'

interface EnvRow {
  readonly id: string
  readonly runsIn: 'here' | 'Python'
  readonly goal?: string
  readonly rule?: string
  readonly observationSpace?: string
  readonly actionSpace?: string
}

/** `gencode envs`: every task and environment, its spaces, its goal, and where it runs. */
export async function envs(flags: OutputFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const rows = [...new Set([...taskIds(), ...registeredIds()])].map(row)
  output.document({ ok: true, envs: rows })
  const { bold, dim } = output.resultColors
  for (const { id, runsIn, goal, rule, observationSpace, actionSpace } of rows) {
    output.result(
      `${bold(id)}  ${dim(runsIn === 'here' ? 'built in' : 'runs in Python (@gencode/env-gymnasium)')}`,
    )
    if (goal) output.result(`  ${goal}`)
    if (rule) output.result(dim(`  ${rule}`))
    if (observationSpace) output.result(dim(`  observation ${observationSpace}, action ${actionSpace}`))
  }
  output.note(
    output.colors.dim(
      '\nAny other environment of Python Gymnasium: --env gymnasium:ID. Your own task: --task FILE.',
    ),
  )
  return exitCode.done
}

function row(id: string): EnvRow {
  const known = taskIds().includes(id) ? task(id) : undefined
  const about = known ? { goal: known.goal, rule: known.rule } : {}
  try {
    const env = known ? known.makeEnv() : make(id)
    const spaces = {
      observationSpace: spaceText(env.observationSpace),
      actionSpace: spaceText(env.actionSpace),
    }
    env.close()
    return { id, runsIn: 'here', ...about, ...spaces }
  } catch (error) {
    if (!(error instanceof NeedsPythonError)) throw error
    return { id, runsIn: 'Python', ...about }
  }
}

function spaceText(space: Space): string {
  return space.text
}
