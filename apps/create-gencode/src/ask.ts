import { isCancel, select, text } from '@clack/prompts'
import { type Choices, type ModelChoice, models, offeredTasks } from './choices.ts'
import { obstacleAt } from './project.ts'

/** Asks for what was not said; undefined where the person gives up. */
export async function ask(
  said: { readonly [Part in keyof Choices]: Choices[Part] | undefined },
): Promise<Choices | undefined> {
  const folder =
    said.folder ??
    (await text({
      message: 'Where?',
      placeholder: 'my-rewards',
      defaultValue: 'my-rewards',
      validate: (value) => obstacleAt(value || 'my-rewards'),
    }))
  if (isCancel(folder)) return undefined
  const task =
    said.task ??
    (await select({
      message: 'For which task?',
      options: [
        { value: 'own', label: 'my own', hint: 'a small environment to change' },
        ...offeredTasks.map((value) => ({ value: value as string, label: value as string })),
      ],
    }))
  if (isCancel(task)) return undefined
  const model =
    said.model ??
    (await select({
      message: 'Which model writes the rewards?',
      options: Object.entries(models).map(([value, hint]) => ({
        value: value as ModelChoice,
        label: value,
        hint,
      })),
    }))
  return isCancel(model) ? undefined : { folder, task, model }
}
