import { floor, model, otherSide, planarRoot } from './model.ts'

/** One part of a leg: its joint and its capsule. */
interface Limb {
  readonly at: string
  readonly damping: number
  readonly stiffness: number
  /** Of the joint's angle, in radians. */
  readonly range: string
  /** Of the capsule: its middle, its turn about y in radians and half its length. */
  readonly middle: string
  readonly turn: number
  readonly halfLength: number
  readonly gear: number
}

const back: Readonly<Record<string, Limb>> = {
  bthigh: {
    at: '-.5 0 0',
    damping: 6,
    stiffness: 240,
    range: '-.52 1.05',
    middle: '.1 0 -.13',
    turn: -3.8,
    halfLength: 0.145,
    gear: 120,
  },
  bshin: {
    at: '.16 0 -.25',
    damping: 4.5,
    stiffness: 180,
    range: '-.785 .785',
    middle: '-.14 0 -.07',
    turn: -2.03,
    halfLength: 0.15,
    gear: 90,
  },
  bfoot: {
    at: '-.28 0 -.14',
    damping: 3,
    stiffness: 120,
    range: '-.4 .785',
    middle: '.03 0 -.097',
    turn: -0.27,
    halfLength: 0.094,
    gear: 60,
  },
}
const front: Readonly<Record<string, Limb>> = {
  fthigh: {
    at: '.5 0 0',
    damping: 4.5,
    stiffness: 180,
    range: '-1 .7',
    middle: '-.07 0 -.12',
    turn: 0.52,
    halfLength: 0.133,
    gear: 120,
  },
  fshin: {
    at: '-.14 0 -.24',
    damping: 3,
    stiffness: 120,
    range: '-1.2 .87',
    middle: '.065 0 -.09',
    turn: -0.6,
    halfLength: 0.106,
    gear: 60,
  },
  ffoot: {
    at: '.13 0 -.18',
    damping: 1.5,
    stiffness: 60,
    range: '-.5 .5',
    middle: '.045 0 -.07',
    turn: -0.6,
    halfLength: 0.07,
    gear: 30,
  },
}

/** Each part hangs on the one before it. */
function chain(limbs: Readonly<Record<string, Limb>>, color: string): string {
  return Object.entries(limbs).reduceRight(
    (rest, [name, { at, damping, stiffness, range, middle, turn, halfLength }]) => `
<body name="${name}" pos="${at}">
  <joint name="${name}" axis="0 1 0" damping="${damping}" stiffness="${stiffness}" range="${range}"/>
  <geom name="${name}" type="capsule" pos="${middle}" axisangle="0 1 0 ${turn}" size=".046 ${halfLength}" rgba="${color}"/>
  ${rest}
</body>`,
    '',
  )
}

/** A trunk with a head, a leg behind and a leg in front, in the plane of x and z. @see gymnasium/envs/mujoco/half_cheetah_v5.py (MIT), whose figures these are */
export const halfCheetahModel: string = model('half cheetah', {
  angle: 'radian',
  totalMass: 14,
  option: 'timestep=".01"',
  defaults: `
<joint armature=".1" damping=".01" stiffness="8" limited="true" solreflimit=".02 1" solimplimit="0 .8 .03"/>
<geom conaffinity="0" friction=".4 .1 .1" solref=".02 1" solimp="0 .8 .01" rgba=".3 .5 .7 1"/>`,
  world: `${floor('conaffinity="1"')}
<body name="torso" pos="0 0 .7">
  ${planarRoot(0.7, false)}
  <geom name="torso" type="capsule" fromto="-.5 0 0 .5 0 0" size=".046"/>
  <geom name="head" type="capsule" pos=".6 0 .1" axisangle="0 1 0 .87" size=".046 .15"/>
  ${chain(back, '.3 .5 .7 1')}
  ${chain(front, otherSide)}
</body>`,
  motors: Object.entries({ ...back, ...front }).map(([name, { gear }]) => [name, gear] as const),
})
