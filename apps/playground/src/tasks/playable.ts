import { type Env, type RewardTask, task } from '@gencode/env'
import {
  acrobot,
  cartPole,
  cliffWalking,
  frozenLake,
  type Heuristic,
  highway,
  invertedPendulum,
  lunarLander,
  mountainCar,
  mountainCarContinuous,
  pendulum,
  still,
  swimmer,
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
  /** Nobody has written down how it is done. @default false */
  readonly isUnsolved?: true
  /** What has to be loaded before its environment can be made. */
  readonly simulator?: 'mujoco'
}

const key = (name: string, label: string, action: unknown): ActionKey => ({ key: name, label, action })
const left = (action: unknown, label = '← left') => key('ArrowLeft', label, action)
const right = (action: unknown, label = '→ right') => key('ArrowRight', label, action)
const up = (action: unknown, label = '↑ up') => key('ArrowUp', label, action)
const down = (action: unknown, label = '↓ down') => key('ArrowDown', label, action)

/** A pair of keys for each torque, one over the other on the keyboard: the upper one turns forward, the lower one back. */
function torqueKeys(count: number): ActionKey[] {
  const [upper, lower] = ['qwertyui', 'asdfghjk']
  return Array.from({ length: count }, (_, joint) => {
    const only = (torque: number) => Array.from({ length: count }, (_, at) => (at === joint ? torque : 0))
    const named = (name: string, torque: number) =>
      key(name, `${name.toUpperCase()} joint ${joint + 1} ${torque > 0 ? '+' : '−'}`, only(torque))
    return [named((upper as string)[joint] as string, 1), named((lower as string)[joint] as string, -1)]
  }).flat()
}

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
  ...(['v3', 'Hardcore-v3'] as const).map(
    (version): Playable => ({
      id: `BipedalWalker${version === 'v3' ? '-v3' : version}`,
      name: version === 'v3' ? 'Bipedal walker' : 'Bipedal walker, hardcore',
      stepsPerSecond: 50,
      keys: torqueKeys(4),
      rest: { action: [0, 0, 0, 0] },
      heuristic: still(4),
      isUnsolved: true,
    }),
  ),
  ...(['highway-v0', 'highway-fast-v0'] as const).map(
    (id): Playable => ({
      id,
      name: id === 'highway-v0' ? 'Highway' : 'Highway, fast',
      stepsPerSecond: 2,
      keys: [up(0, '↑ lane left'), down(2, '↓ lane right'), left(4, '← slower'), right(3, '→ faster')],
      rest: { action: 1 },
      heuristic: highway,
    }),
  ),
  {
    id: 'InvertedPendulum-v5',
    name: 'Cart and pole, by MuJoCo',
    stepsPerSecond: 25,
    keys: [left([-1.5]), right([1.5])],
    rest: { action: [0] },
    heuristic: invertedPendulum,
    simulator: 'mujoco',
  },
  {
    id: 'Swimmer-v5',
    name: 'Swimmer',
    stepsPerSecond: 25,
    keys: torqueKeys(2),
    rest: { action: [0, 0] },
    heuristic: swimmer,
    simulator: 'mujoco',
  },
  ...(
    [
      ['Hopper-v5', 'Hopper', 3],
      ['Walker2d-v5', 'Walker', 6],
      ['HalfCheetah-v5', 'Half cheetah', 6],
      ['Ant-v5', 'Ant', 8],
    ] as const
  ).map(
    ([id, name, torques]): Playable => ({
      id,
      name,
      stepsPerSecond: id === 'Hopper-v5' || id === 'Walker2d-v5' ? 125 : 20,
      keys: torqueKeys(torques),
      rest: { action: new Array<number>(torques).fill(0) },
      heuristic: still(torques),
      isUnsolved: true,
      simulator: 'mujoco',
    }),
  ),
]

/** The playable of that id; the first one where there is none. */
export function playableOf(id: string): Playable {
  return playables.find((playable) => playable.id === id) ?? (playables[0] as Playable)
}

/** Loads what a task's environment needs: nothing, or MuJoCo's 1.3 MB, once. */
export async function prepare(id: string): Promise<void> {
  if (playableOf(id).simulator !== 'mujoco') return
  const { registerMujoco } = await import('@gencode/env-mujoco')
  await registerMujoco()
}

/** The task of a playable. Its environment can be made at once where `prepare` is over. */
export function taskOf(id: string): RewardTask<Env> {
  return task(id) as RewardTask<Env>
}
