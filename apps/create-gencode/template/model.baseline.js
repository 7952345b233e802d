import { BaselineModel } from '@gencode/llm/baseline'
import { task } from './task.js'

/** No language model: samples reward programs and learns from what training shows. The control that a model must beat. */
export const model = new BaselineModel({ contract: task.contract, seed: 1 })
