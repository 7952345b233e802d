import type { Candidate, DesignResult, Preference } from '@gencode/design'
import type { ChatMessage } from '@gencode/llm'
import type { Endpoint } from '../endpoint.ts'

/** What a design of the page depends on; kept in its run, where it goes on from. Never a key. */
export interface DesignSettings {
  readonly taskId: string
  /** A person carries the prompts to a chat, and its answers back. */
  readonly isByHand: boolean
  readonly endpoint: Omit<Endpoint, 'key'>
  readonly rounds: number
  readonly population: number
  /** Environment steps of each training. @default the task's own */
  readonly steps?: number
  readonly seed: number
}

/** What the page tells the worker that designs. */
export type ToWorker =
  | { readonly type: 'start'; readonly settings: DesignSettings; readonly key: string }
  /** The answer to the question that was asked first. */
  | { readonly type: 'answer'; readonly text: string }
  /** Said to the model in the next round. */
  | { readonly type: 'wish'; readonly text: string }
  /** Goes to the model with the next round; the page has written it down. */
  | { readonly type: 'prefer'; readonly preference: Preference }

/** What the worker tells the page. */
export type FromWorker =
  /** What it is at, in a few words. */
  | { readonly type: 'status'; readonly text: string }
  | { readonly type: 'candidate'; readonly candidate: Candidate }
  | { readonly type: 'warning'; readonly message: string }
  /** Somebody has to carry this to a chat. */
  | { readonly type: 'question'; readonly messages: readonly ChatMessage[] }
  | { readonly type: 'done'; readonly result: DesignResult }
  | { readonly type: 'failed'; readonly message: string }
