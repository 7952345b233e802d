import { policyToOnnx } from '@gencode/train'
import { type ExitCode, exitCode, UsageError } from '../exit.ts'
import { Output, type OutputFlags } from '../output.ts'
import { readPolicy } from '../read-policy.ts'
import { refuseUnwritable, writeWhole } from '../write-whole.ts'

/** The flags of `gencode export`. */
export interface ExportFlags extends OutputFlags {
  /** Where to write the ONNX model; `true` for beside the policy. */
  readonly onnx?: string | boolean
}

/** `gencode export`: a saved policy in a form that other programs run. */
export async function exportPolicy(file: string, flags: ExportFlags): Promise<ExitCode> {
  const output = new Output(flags)
  if (flags.onnx === undefined) throw new UsageError('Say in which form: --onnx [FILE].')
  const model = policyToOnnx(await readPolicy(file))
  const onnx = typeof flags.onnx === 'string' ? flags.onnx : `${file.replace(/\.json$/, '')}.onnx`
  await refuseUnwritable(onnx)
  await writeWhole(onnx, model)
  output.result(onnx)
  output.note(
    `The ONNX model is in ${onnx} (${model.length} bytes); its input is observation, its output action.`,
  )
  output.document({ ok: true, onnx, bytes: model.length })
  return exitCode.done
}
