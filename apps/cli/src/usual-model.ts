import type { Output } from './output.ts'
import { defaultModelSpec } from './resolve-model.ts'

/** The model where none is named; says which it is, and why. @param does what else the baseline does, to end its sentence with */
export async function usualModel(output: Output, does = ''): Promise<string> {
  const { spec, why } = await defaultModelSpec()
  const note = spec === 'baseline' ? ` It is no language model: it samples reward programs${does}.` : ''
  output.note(`Model: ${spec}, because ${why}.${note}`)
  return spec
}
