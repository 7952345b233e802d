import type { GenCode, Journal, Ledger } from '@gencode/core'
import type { RewardTask } from '@gencode/env'
import type { Chat } from '@gencode/llm'
import type { Sandbox } from '@gencode/sandbox'
import type { EpisodeRecord } from '@gencode/train'
import type { Candidate } from './candidate.ts'
import type { DesignEvent, RoundSummary, Stopped } from './events.ts'
import type { DesignOptions } from './options.ts'
import type { Preference } from './people/preferences.ts'
import type { TrainingPlace } from './race/training.ts'
import type { Notebook } from './run/notebook.ts'
import type { Watched } from './watch/watched.ts'

/** A run of the loop, as far as it has come. */
export interface Loop {
  readonly task: RewardTask
  /** By `performance.now()`: this process's part of the run. */
  readonly startedAt: number
  readonly options: DesignOptions
  readonly say: (event: DesignEvent) => void
  readonly sandbox: Sandbox
  readonly journal: Journal
  readonly notebook: Notebook
  readonly ledger: Ledger
  readonly genCode: GenCode<RewardTask>
  readonly critic: Chat | undefined
  readonly training: TrainingPlace
  readonly episodes: { readonly good: EpisodeRecord[]; readonly random: readonly EpisodeRecord[] }
  candidates: Candidate[]
  readonly rounds: RoundSummary[]
  stale: number
  wish: string | undefined
  /** All choices of a person so far. */
  preferences: readonly Preference[]
  /** What was seen of the best policy so far. */
  watched: Watched | undefined
  stopped: Stopped | undefined
}
