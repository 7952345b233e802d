import { listEnvs } from '@gencode/env'
import { type ExitCode, exitCode } from '../exit.ts'
import { Output, type OutputFlags } from '../output.ts'

/** `gencode envs`: every task and environment, its spaces, its goal, and where it runs. */
export async function envs(flags: OutputFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const listed = listEnvs()
  output.document({ ok: true, envs: listed })
  const { bold, dim } = output.resultColors
  for (const { id, goal, observationSpace, actionSpace, maxEpisodeSteps, runsIn, requirement } of listed) {
    const place = {
      typescript: 'built in',
      mujoco: 'built in, by MuJoCo',
      python: `runs in Python: pip install ${requirement}`,
    }[runsIn]
    output.result(`${bold(id)}  ${dim(place)}`)
    if (goal) output.result(`  ${goal}`)
    output.result(dim(`  observation: ${observationSpace}`))
    const limit = maxEpisodeSteps === undefined ? '' : `; at most ${maxEpisodeSteps} steps`
    output.result(dim(`  action: ${actionSpace}${limit}`))
  }
  output.note(
    output.colors.dim(
      '\nThose in Python, and any other environment there: --env gymnasium:ID. Your own task: --task FILE.',
    ),
  )
  return exitCode.done
}
