import type { ObservationDocInput } from '@gencode/contract'
import { unbounded } from './elsewhere.ts'

/** A number's name and unit. */
type Named = readonly [name: string, unit: string]

/** The docs of numbers that the simulator doesn't bound, in this order. */
function numbered(named: readonly Named[]): ObservationDocInput[] {
  return named.map(([name, unit], index) => unbounded(index, name, unit))
}

const angles = (joints: readonly string[]): Named[] => joints.map((joint) => [`angle of ${joint}`, 'rad'])
const spins = (joints: readonly string[]): Named[] =>
  joints.map((joint) => [`angular velocity of ${joint}`, 'rad/s'])

/** A body in the plane of x and z: height and angles, then velocities. */
function planar(root: string, joints: readonly string[]): ObservationDocInput[] {
  return numbered([
    [`height of ${root}`, 'm'],
    ...angles([root, ...joints]),
    [`forward velocity of ${root}`, 'm/s'],
    [`upward velocity of ${root}`, 'm/s'],
    ...spins([root, ...joints]),
  ])
}

const oneLeg = ['the thigh joint', 'the leg joint', 'the foot joint']
const bothLegs = ['right', 'left'].flatMap((side) =>
  ['hip', 'knee', 'ankle'].map((at) => `the ${side} ${at}`),
)
const backAndFront = ['back', 'front'].flatMap((end) =>
  ['thigh', 'shin', 'foot'].map((part) => `the ${end} ${part}`),
)

export const hopperDocs: readonly ObservationDocInput[] = planar('the torso', oneLeg)
export const walkerDocs: readonly ObservationDocInput[] = planar('the torso', bothLegs)
export const cheetahDocs: readonly ObservationDocInput[] = planar('the trunk', backAndFront)

export const swimmerDocs: readonly ObservationDocInput[] = numbered([
  ...angles(['the front segment', 'the first rotor', 'the second rotor']),
  ['forward velocity of the tip', 'm/s'],
  ['sideward velocity of the tip', 'm/s'],
  ...spins(['the front segment', 'the first rotor', 'the second rotor']),
])

const axes = ['x', 'y', 'z']
/** A free body: height and turn, its joints' angles, then velocities. */
function free(joints: readonly string[]): Named[] {
  return [
    ['height of the torso', 'm'],
    ...['w', ...axes].map((part): Named => [`orientation of the torso, ${part} of its quaternion`, '']),
    ...angles(joints),
    ...['forward (x)', 'sideward (y)', 'upward (z)'].map(
      (way): Named => [`${way} velocity of the torso`, 'm/s'],
    ),
    ...axes.map((axis): Named => [`angular velocity of the torso about ${axis}`, 'rad/s']),
    ...spins(joints),
  ]
}

/** Six numbers of each body: a turning part and a straight one. */
const spatial = (bodies: readonly string[], turning: Named, straight: Named): Named[] =>
  bodies.flatMap((body) =>
    [turning, straight].flatMap(([what, unit]) =>
      axes.map((axis): Named => [`${body}: ${what}, ${axis}`, unit]),
    ),
  )
const contactForces = (bodies: readonly string[]): Named[] =>
  spatial(bodies, ['torque from outside', 'N m'], ['force from outside', 'N'])

const legs = ['front left', 'front right', 'back left', 'back right']
const antJoints = free(legs.flatMap((leg) => [`the ${leg} hip`, `the ${leg} ankle`]))
const antForces = contactForces([
  'torso',
  ...legs.flatMap((leg) => [`${leg} hip`, `${leg} thigh`, `${leg} shin`]),
])
/** Gymnasium clips the forces to -1 and 1. */
export const antDocs: readonly ObservationDocInput[] = [
  ...numbered(antJoints),
  ...antForces.map(([name, unit], index) => ({
    index: antJoints.length + index,
    name: `${name}, clipped`,
    unit,
    low: -1,
    high: 1,
  })),
]

const humanJoints = [
  'the waist about z',
  'the waist about y',
  'the waist about x',
  ...['right', 'left'].flatMap((side) => [
    ...['x', 'z', 'y'].map((axis) => `the ${side} hip about ${axis}`),
    `the ${side} knee`,
  ]),
  ...['right', 'left'].flatMap((side) => [
    `the ${side} shoulder, first axis`,
    `the ${side} shoulder, second axis`,
    `the ${side} elbow`,
  ]),
]
const humanBodies = [
  'torso',
  'lower waist',
  'pelvis',
  ...['right', 'left'].flatMap((side) => ['thigh', 'shin', 'foot'].map((part) => `${side} ${part}`)),
  ...['right', 'left'].flatMap((side) => ['upper arm', 'lower arm'].map((part) => `${side} ${part}`)),
]
const inertia = (body: string): Named[] => [
  ...['xx', 'yy', 'zz', 'xy', 'xz', 'yz'].map((pair): Named => [`${body}: inertia ${pair}`, 'kg m²']),
  ...axes.map((axis): Named => [`${body}: mass times offset from the centre, ${axis}`, 'kg m']),
  [`${body}: mass`, 'kg'],
]
export const humanoidDocs: readonly ObservationDocInput[] = numbered([
  ...free(humanJoints),
  ...humanBodies.flatMap(inertia),
  ...spatial(humanBodies, ['angular velocity', 'rad/s'], ['velocity', 'm/s']),
  ...humanJoints.map((joint): Named => [`torque of the motor at ${joint}`, 'N m']),
  ...contactForces(humanBodies),
])

export const pendulumDocs: readonly ObservationDocInput[] = numbered([
  ['position of the cart', 'm'],
  ['angle of the pole (0 is upright)', 'rad'],
  ['velocity of the cart', 'm/s'],
  ['angular velocity of the pole', 'rad/s'],
])

const poles = ['the first pole', 'the second pole, relative to the first']
export const doublePendulumDocs: readonly ObservationDocInput[] = [
  unbounded(0, 'position of the cart', 'm'),
  ...['sine', 'cosine'].flatMap((what, row) =>
    poles.map((pole, column) => ({
      index: 1 + 2 * row + column,
      name: `${what} of the angle of ${pole}`,
      unit: '',
      low: -1,
      high: 1,
    })),
  ),
  ...['velocity of the cart', ...poles.map((pole) => `angular velocity of ${pole}`)].map((name, index) => ({
    index: 5 + index,
    name: `${name}, clipped`,
    unit: index === 0 ? 'm/s' : 'rad/s',
    low: -10,
    high: 10,
  })),
  { index: 8, name: "force of the track's ends on the cart, clipped", unit: 'N', low: -10, high: 10 },
]

export const reacherDocs: readonly ObservationDocInput[] = [
  ...['cosine', 'sine'].flatMap((what, row) =>
    ['first', 'second'].map((arm, column) => ({
      index: 2 * row + column,
      name: `${what} of the angle of the ${arm} arm`,
      unit: '',
      low: -1,
      high: 1,
    })),
  ),
  unbounded(4, 'x of the target', 'm'),
  unbounded(5, 'y of the target', 'm'),
  unbounded(6, 'angular velocity of the first arm', 'rad/s'),
  unbounded(7, 'angular velocity of the second arm', 'rad/s'),
  unbounded(8, 'x of the fingertip, less that of the target', 'm'),
  unbounded(9, 'y of the fingertip, less that of the target', 'm'),
]

const armJoints = [
  'the shoulder, panning',
  'the shoulder, lifting',
  'the upper arm, rolling',
  'the elbow',
  'the forearm, rolling',
  'the wrist, bending',
  'the wrist, rolling',
]
export const pusherDocs: readonly ObservationDocInput[] = numbered([
  ...angles(armJoints),
  ...spins(armJoints),
  ...['the fingertip', 'the object', 'the goal'].flatMap((what) =>
    axes.map((axis): Named => [`${axis} of ${what}`, 'm']),
  ),
])
