import { type AntOptions, ant } from './ant.ts'
import { type HalfCheetahOptions, halfCheetah } from './half-cheetah.ts'
import { type HopperOptions, hopper } from './hopper.ts'
import { type HumanoidOptions, humanoid } from './humanoid.ts'
import { type HumanoidStandupOptions, humanoidStandup } from './humanoid-standup.ts'
import { type InvertedDoublePendulumOptions, invertedDoublePendulum } from './inverted-double-pendulum.ts'
import { type InvertedPendulumOptions, invertedPendulum } from './inverted-pendulum.ts'
import type { Robot } from './parts.ts'
import { type PusherOptions, pusher } from './pusher.ts'
import { type ReacherOptions, reacher } from './reacher.ts'
import { type SwimmerOptions, swimmer } from './swimmer.ts'
import { type Walker2dOptions, walker2d } from './walker2d.ts'

/** Gymnasium's keyword arguments of each environment, in camelCase; `xml` is a model's text in `xml_file`'s place. */
export interface MujocoOptions {
  'Hopper-v5': HopperOptions
  'Swimmer-v5': SwimmerOptions
  'Walker2d-v5': Walker2dOptions
  'HalfCheetah-v5': HalfCheetahOptions
  'Ant-v5': AntOptions
  'Humanoid-v5': HumanoidOptions
  'HumanoidStandup-v5': HumanoidStandupOptions
  'InvertedPendulum-v5': InvertedPendulumOptions
  'InvertedDoublePendulum-v5': InvertedDoublePendulumOptions
  'Reacher-v5': ReacherOptions
  'Pusher-v5': PusherOptions
}

/** The id of one of Gymnasium's MuJoCo environments. */
export type MujocoId = keyof MujocoOptions

/** Gymnasium's MuJoCo environments, with the limits of its registration (gymnasium/envs/__init__.py). */
export const robots: { readonly [Id in MujocoId]: Robot<MujocoOptions[Id]> } = {
  'Hopper-v5': hopper,
  'Swimmer-v5': swimmer,
  'Walker2d-v5': walker2d,
  'HalfCheetah-v5': halfCheetah,
  'Ant-v5': ant,
  'Humanoid-v5': humanoid,
  'HumanoidStandup-v5': humanoidStandup,
  'InvertedPendulum-v5': invertedPendulum,
  'InvertedDoublePendulum-v5': invertedDoublePendulum,
  'Reacher-v5': reacher,
  'Pusher-v5': pusher,
}

/** The ids, in the order of the documentation. */
export const mujocoIds: readonly MujocoId[] = Object.keys(robots) as MujocoId[]
