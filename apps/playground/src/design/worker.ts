import { type DesignEvent, design, type Preference } from '@gencode/design'
import { createTrainingWorkers } from '@gencode/train'
import { modelAt } from '../bench/model-at.ts'
import { mujocoThread } from '../bench/mujoco-thread.ts'
import { playableOf, prepare, taskOf } from '../tasks/playable.ts'
import { byHand } from './by-hand.ts'
import { openChoices } from './choices.ts'
import { openJournal } from './journal.ts'
import type { DesignSettings, FromWorker, ToWorker } from './messages.ts'

/** That each training is measured on: a page has few workers. */
const episodes = 30

const tell = (message: FromWorker): void => postMessage(message)
const hand = byHand((messages) => tell({ type: 'question', messages }))
let wish = ''
/** Choices that no round has taken up yet. */
let choices: Preference[] = []

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'answer') hand.answer(data.text)
  else if (data.type === 'wish') wish = data.text
  else if (data.type === 'prefer') choices.push(data.preference)
  else void start(data.settings, data.key)
})

/** How long a worker that has just been ended may hold its lock. */
const patienceMs = 5000

/** Another tab that designs would write into the same run. The lock is let go where this worker ends. */
async function start(settings: DesignSettings, key: string): Promise<void> {
  let isOurs = false
  try {
    await navigator.locks.request('gencode-design', { signal: AbortSignal.timeout(patienceMs) }, () => {
      isOurs = true
      return run(settings, key)
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    tell({
      type: 'failed',
      message: isOurs ? message : 'Another tab of this browser designs already. Pause it there first.',
    })
  }
}

async function run(settings: DesignSettings, key: string): Promise<void> {
  const { taskId, isByHand, endpoint, rounds, population, steps, seed } = settings
  await prepare(taskId)
  const isMujoco = playableOf(taskId).simulator === 'mujoco'
  const workers = createTrainingWorkers({
    size: Math.max(1, navigator.hardwareConcurrency - 1),
    createWorker: isMujoco ? mujocoThread : undefined,
  })
  const model = isByHand ? hand.model : await modelAt({ ...endpoint, key }, taskId)
  const journal = await openJournal()
  choices = openChoices(journal.lines)
  const result = await design(taskOf(taskId), model, {
    rounds,
    population,
    seed,
    train: { episodes, ...(steps === undefined ? {} : { budget: steps }) },
    workers,
    run: journal,
    meta: settings,
    // What stands in the field when a round ends; nobody is waited for.
    feedback: () => ({ ...(wish === '' ? {} : { wish }), preferences: choices.splice(0) }),
    onEvent: (event) => tellEvent(event, rounds),
  })
  tell({ type: 'done', result })
  await workers.close()
}

function tellEvent(event: DesignEvent, rounds: number): void {
  switch (event.type) {
    case 'round':
      tell({ type: 'status', text: `round ${event.round} of ${rounds}: asking for ${event.lineages.length}` })
      break
    case 'generation':
      if (event.event.type === 'attempt-started')
        tell({ type: 'status', text: `asking for candidate ${event.event.candidate + 1}` })
      else if (event.event.type === 'accepted') tell({ type: 'status', text: 'training' })
      break
    case 'candidate':
      tell({ type: 'candidate', candidate: event.candidate })
      break
    case 'stopped':
      tell({ type: 'status', text: 'measuring the best one again, beside its controls' })
      break
    case 'warning':
      tell({ type: 'warning', message: event.message })
  }
}
