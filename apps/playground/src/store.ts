import { type Signal, signal } from '@preact/signals'
import type { Training } from './bench/training.ts'
import type { Examined } from './bench/workshop.ts'
import { playableOf } from './tasks/playable.ts'
import { starterRewards } from './tasks/starter-rewards.ts'

/** Who chooses the actions. */
export type PlayedBy = 'heuristic' | 'random' | 'keyboard' | 'trained'

/** What is known of the text in an editor. */
export type Verdict =
  | { readonly state: 'checking' }
  /** The text itself has no part in it: its sandbox did not start, for instance. */
  | { readonly state: 'failed'; readonly message: string }
  | (Examined & {
      readonly state: 'known'
      /** The text that was looked at, which may be older than the editor's. */
      readonly code: string
    })

/** What the panel of the reward function shows. */
export type Tab = 'write' | 'paste' | 'ask' | 'design'

/** One reward function of the page: A, or B beside it. */
export interface Slot {
  readonly name: 'A' | 'B'
  readonly code: Signal<string>
  readonly verdict: Signal<Verdict>
  readonly training: Signal<Training | undefined>
}

function createSlot(name: 'A' | 'B', code: string): Slot {
  return {
    name,
    code: signal(code),
    verdict: signal<Verdict>({ state: 'checking' }),
    training: signal<Training | undefined>(undefined),
  }
}

const firstTask = 'CartPole-v1'

/** The reward function that B starts with: one to compare with. */
const plainReward = `// One point for every step, less for a failure.
function rewardFn(observations, isSuccess, isFailure) {
  return isFailure ? -1 : 1
}
`

export const taskId: Signal<string> = signal(firstTask)
export const slotA: Slot = createSlot('A', starterRewards[firstTask] ?? '')
export const slotB: Slot = createSlot('B', plainReward)
export const isComparing: Signal<boolean> = signal(false)
/** The slot whose reward is shown, edited and played. */
export const current: Signal<Slot> = signal(slotA)
export const tab: Signal<Tab> = signal<Tab>('write')
/** The whole answer of a chat model that was pasted. */
export const answer: Signal<string> = signal('')
export const playedBy: Signal<PlayedBy> = signal<PlayedBy>('heuristic')
export const isRunning: Signal<boolean> = signal(!matchMedia('(prefers-reduced-motion: reduce)').matches)

/** The slots that count: A, and B while comparing. */
export function activeSlots(): readonly Slot[] {
  return isComparing.value ? [slotA, slotB] : [slotA]
}

/** Goes to another task: its own starter reward, nothing trained. */
export function chooseTask(id: string): void {
  const playable = playableOf(id)
  slotA.training.value?.stop()
  slotB.training.value?.stop()
  taskId.value = playable.id
  slotA.code.value = starterRewards[playable.id] ?? plainReward
  slotB.code.value = plainReward
  for (const slot of [slotA, slotB]) {
    slot.verdict.value = { state: 'checking' }
    slot.training.value = undefined
  }
  playedBy.value = 'heuristic'
}

/** Puts a function into the editor of the current slot, and shows it. */
export function takeCode(code: string): void {
  current.value.code.value = code
  tab.value = 'write'
}

/** Compares two rewards, or goes back to one. */
export function compare(isOn: boolean): void {
  isComparing.value = isOn
  current.value = isOn ? slotB : slotA
}
