import { type Env, type RewardTask, task } from '@gencode/env'
import {
  acrobot,
  cartPole,
  cliffWalking,
  frozenLake,
  type Heuristic,
  lunarLander,
  mountainCar,
  mountainCarContinuous,
  pendulum,
  taxi,
} from './heuristics.ts'

/** A key of the keyboard, or a button on the screen, that is an action. */
interface ActionKey {
  /** As `KeyboardEvent.key` names it. */
  readonly key: string
  readonly label: string
  readonly action: unknown
}

/** How a task is played in the page. */
export interface Playable {
  readonly id: string
  readonly name: string
  readonly stepsPerSecond: number
  readonly keys: readonly ActionKey[]
  /** The action while no key is held; `'hold'` repeats the last one of the episode, `'wait'` lets the task stand still. */
  readonly rest: { readonly action: unknown } | 'hold' | 'wait'
  readonly heuristic: Heuristic
}

const key = (name: string, label: string, action: unknown): ActionKey => ({ key: name, label, action })
const left = (action: unknown, label = '← left') => key('ArrowLeft', label, action)
const right = (action: unknown, label = '→ right') => key('ArrowRight', label, action)
const up = (action: unknown, label = '↑ up') => key('ArrowUp', label, action)
const down = (action: unknown, label = '↓ down') => key('ArrowDown', label, action)

/** The tasks that run in a page, the simplest first. */
export const playables: readonly Playable[] = [
  {
    id: 'CartPole-v1',
    name: 'Cart and pole',
    stepsPerSecond: 50,
    keys: [left(0, '← push left'), right(1, '→ push right')],
    rest: 'hold',
    heuristic: cartPole,
  },
  {
    id: 'MountainCar-v0',
    name: 'Mountain car',
    stepsPerSecond: 40,
    keys: [left(0), right(2)],
    rest: { action: 1 },
    heuristic: mountainCar,
  },
  {
    id: 'MountainCarContinuous-v0',
    name: 'Mountain car, continuous',
    stepsPerSecond: 40,
    keys: [left([-1]), right([1])],
    rest: { action: [0] },
    heuristic: mountainCarContinuous,
  },
  {
    id: 'Pendulum-v1',
    name: 'Pendulum',
    stepsPerSecond: 20,
    keys: [left([2]), right([-2])],
    rest: { action: [0] },
    heuristic: pendulum,
  },
  {
    id: 'Acrobot-v1',
    name: 'Acrobot',
    stepsPerSecond: 15,
    keys: [left(0), right(2)],
    rest: { action: 1 },
    heuristic: acrobot,
  },
  {
    id: 'LunarLander-v3',
    name: 'Lunar lander',
    stepsPerSecond: 50,
    keys: [left(1, '← left engine'), up(2, '↑ main engine'), right(3, '→ right engine')],
    rest: { action: 0 },
    heuristic: lunarLander,
  },
  {
    id: 'FrozenLake-v1',
    name: 'Frozen lake',
    stepsPerSecond: 3,
    keys: [left(0), down(1), right(2), up(3)],
    rest: 'wait',
    heuristic: frozenLake,
  },
  {
    id: 'CliffWalking-v1',
    name: 'Cliff walking',
    stepsPerSecond: 4,
    keys: [up(0), right(1), down(2), left(3)],
    rest: 'wait',
    heuristic: cliffWalking,
  },
  {
    id: 'Taxi-v4',
    name: 'Taxi',
    stepsPerSecond: 4,
    keys: [down(0), up(1), right(2), left(3), key('p', 'P pick up', 4), key('d', 'D drop off', 5)],
    rest: 'wait',
    heuristic: taxi,
  },
]

/** The playable of that id; the first one where there is none. */
export function playableOf(id: string): Playable {
  return playables.find((playable) => playable.id === id) ?? (playables[0] as Playable)
}

/** The task of a playable: its environment is made at once, since it runs in the page. */
export function taskOf(id: string): RewardTask<Env> {
  return task(id) as RewardTask<Env>
}
