import { type ExitCode, exitCode } from '../exit.ts'
import { Output, type OutputFlags } from '../output.ts'
import { defaultModelSpec, modelForms, ollamaHost, ollamaModels } from '../resolve-model.ts'

/** `gencode models`: what `--model` takes, what an Ollama here has, and which one is used when none is named. */
export async function models(flags: OutputFlags): Promise<ExitCode> {
  const output = new Output(flags)
  const host = ollamaHost()
  const spinner = output.spinner(`Asking ${host}`)
  const [names, usual] = await Promise.all([ollamaModels(), defaultModelSpec()]).finally(() => spinner.stop())
  output.document({ ok: true, default: usual, ollama: { host, models: names ?? null }, forms: modelForms })
  const { bold, dim } = output.resultColors
  for (const { form, what } of modelForms) output.result(`${bold(form)}\n  ${what}`)
  output.result('')
  if (names)
    output.result(`Ollama at ${host}: ${names.join(', ') || 'no models yet (ollama pull qwen2.5-coder)'}`)
  else output.result(dim(`No Ollama answers at ${host}.`))
  output.result(`Without --model: ${bold(usual.spec)}, because ${usual.why}.`)
  return exitCode.done
}
