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
export async function exportPolicy(named: string | undefined, flags: ExportFlags): Promise<ExitCode> {
  const output = new Output(flags)
  if (flags.onnx === undefined) throw new UsageError('Say in which form: --onnx [FILE].')
  const { file, onnx } = filesOf(named, flags.onnx)
  const model = policyToOnnx(await readPolicy(file))
  await refuseUnwritable(onnx)
  await writeWhole(onnx, model)
  output.result(onnx)
  output.note(
    `The ONNX model is in ${onnx} (${model.length} bytes); its input is observation, its output action.`,
  )
  output.document({ ok: true, onnx, bytes: model.length })
  return exitCode.done
}

/** `--onnx policy.json` takes the policy for the place of the model: it is the policy where no other is named. */
function filesOf(named: string | undefined, onnx: string | boolean): { file: string; onnx: string } {
  const isPolicy = named === undefined && typeof onnx === 'string' && onnx.endsWith('.json')
  const file = isPolicy ? onnx : named
  if (file === undefined) throw new UsageError('Name the policy: gencode export policy.json --onnx')
  return { file, onnx: typeof onnx === 'string' && !isPolicy ? onnx : `${file.replace(/\.json$/, '')}.onnx` }
}
