import { beginRun, GenCode, type Model } from '@gencode/core'
import { type RewardTask, taskIds, task as taskOf } from '@gencode/env'
import { Chat } from '@gencode/llm'
import type { Sandbox } from '@gencode/sandbox'
import { type EpisodeRecord, recordEpisodes } from '@gencode/train'
import type { Loop } from '../loop.ts'
import { type DesignOptions, goalWarning, ledgerOf } from '../options.ts'
import { type TrainingPlace, trainOnce } from '../race/training.ts'
import { createNotebook, memoryJournal } from './notebook.ts'

/** Begins a run, or takes up one that was begun: its first line, the episodes that candidates are compared by. */
export async function open(
  task: RewardTask,
  model: Model,
  options: DesignOptions,
  sandbox: Sandbox,
  say: Loop['say'],
): Promise<Loop> {
  const startedAt = performance.now()
  const {
    run: journal = memoryJournal(),
    seed = 0,
    prices,
    signal,
    workers = 0,
    population = 6,
    rounds = 4,
  } = options
  const { seeds: _seeds, rungs: _rungs, ...settings } = options.train ?? {}
  const models = [Chat.on(model).model.id]
  const { meta } = options
  const about = { task: task.id, models, seed, n: population * rounds * 2 }
  await beginRun(journal, { ...about, ...(meta === undefined ? {} : { meta }) })
  const notebook = createNotebook(journal)
  const genCode = new GenCode<RewardTask>(task, model, {
    sandbox,
    seed,
    onEvent: (event) => say({ type: 'generation', event }),
    ...(prices ? { prices } : {}),
  })
  const warned = new Set<string>()
  const onWarning = (message: string): void => {
    if (!warned.has(message)) say({ type: 'warning', message })
    warned.add(message)
  }
  const usual = taskIds().includes(task.id) ? taskOf(task.id) : undefined
  const warning = goalWarning(task, usual)
  if (warning) onWarning(warning)
  const training: TrainingPlace = { task, settings, workers, notebook, signal, onWarning }
  const random = await notebook.once('design/episodes', 'random', () =>
    recordEpisodes(task, 'random', { episodes: 20, seed: 900_000 + seed, signal }),
  )
  const good = await goodEpisodes(training, seed)
  const { critic } = options
  const chat = critic && Chat.on(critic, { prices })
  const start = { task, startedAt, options, say, sandbox, journal, notebook, genCode, training, critic: chat }
  const state = {
    candidates: [],
    rounds: [],
    stale: 0,
    wish: undefined,
    preferences: [],
    watched: undefined,
    stopped: undefined,
  }
  return { ...start, ledger: ledgerOf(options), episodes: { good, random }, ...state }
}

/** Episodes that succeed, of a policy that was trained with the environment's own reward; none where it does not learn. */
async function goodEpisodes(training: TrainingPlace, seed: number): Promise<EpisodeRecord[]> {
  const outcome = await trainOnce('environment', 'environment', seed, training)
  if ('refusal' in outcome || outcome.training.successRate === 0) return []
  return await training.notebook.once('design/episodes', 'good', async () => {
    const options = { episodes: 20, seed: 910_000 + seed, signal: training.signal }
    const played = await recordEpisodes(training.task, outcome.training.policy, options)
    return played.filter(({ succeeded }) => succeeded)
  })
}
