import { task as builtIn } from '@gencode/env'

/** One of gencode's own; `builtIn(id, { goal, success })` changes what is to be achieved. */
export const task = builtIn('__TASK__')
