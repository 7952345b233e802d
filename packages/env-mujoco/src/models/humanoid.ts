import { floor, model, otherSide } from './model.ts'

/** Where the parts of a body lie against one another when all joints are at 0: standing, or on the back. */
interface Posture {
  readonly torso: string
  readonly head: string
  readonly upperWaist: string
  readonly lowerWaist: string
  readonly pelvis: string
  /** Of a thigh in the pelvis, but for its y. */
  readonly hip: readonly [x: number, z: number]
  /** Where thigh and shin lead, per metre. */
  readonly down: readonly [x: number, z: number]
  readonly foot: string
  /** How far the left hip bends forward, in degrees; the right one 110. */
  readonly leftHip: number
}

const standing: Posture = {
  torso: '0 0 1.4',
  head: '0 0 .19',
  upperWaist: '-.01 -.06 -.12 -.01 .06 -.12',
  lowerWaist: '-.01 0 -.26',
  pelvis: '0 0 -.165',
  hip: [0, -0.04],
  down: [0, -1],
  foot: '0 0 -.45',
  leftHip: 110,
}

const lying: Posture = {
  torso: '0 0 .105',
  head: '-.15 0 0',
  upperWaist: '.11 -.06 0 .11 .06 0',
  lowerWaist: '.21 0 0',
  pelvis: '.165 0 0',
  hip: [0, 0],
  down: [1, 0],
  foot: '.35 0 -.1',
  leftHip: 120,
}

const hinge = (name: string, axis: string, range: string, rest: string) =>
  `<joint name="${name}" axis="${axis}" range="${range}" ${rest}/>`

/** A leg; `y` is 1 on the left and -1 on the right. The sides differ in small things, as they always have. */
function leg(side: 'right' | 'left', y: 1 | -1, posture: Posture): string {
  const [hipX, hipZ] = posture.hip
  const [x, z] = posture.down
  const isLeft = side === 'left'
  const loose = (armature: number, stiffness: number) =>
    `armature="${armature}" damping="5" stiffness="${stiffness}"`
  return `
<body name="${side}_thigh" pos="${hipX} ${0.1 * y} ${hipZ}">
  ${hinge(`${side}_hip_x`, `${-y} 0 0`, '-25 5', loose(0.01, 10))}
  ${hinge(`${side}_hip_z`, `0 0 ${-y}`, '-60 35', loose(0.01, 10))}
  ${hinge(`${side}_hip_y`, '0 1 0', `${isLeft ? -posture.leftHip : -110} 20`, loose(isLeft ? 0.01 : 0.008, 20))}
  <geom name="${side}_thigh1" type="capsule" fromto="0 0 0 ${0.34 * x} ${-0.01 * y} ${0.34 * z}" size=".06" ${colorOf(side)}/>
  <body name="${side}_shin" pos="${0.403 * x} ${-0.01 * y} ${0.403 * z}">
    ${hinge(`${side}_knee`, '0 -1 0', '-160 -2', `pos="0 0 .02" armature=".006" ${isLeft ? 'stiffness="1"' : ''}`)}
    <geom name="${side}_shin1" type="capsule" fromto="0 0 0 ${0.3 * x} 0 ${0.3 * z}" size=".049" ${colorOf(side)}/>
    <body name="${side}_foot" pos="${posture.foot}">
      <geom name="${side}_foot" type="sphere" pos="0 0 .1" size=".075" ${colorOf(side)}/>
    </body>
  </body>
</body>`
}

function arm(side: 'right' | 'left', y: 1 | -1): string {
  const shoulder = side === 'left' ? '-60 85' : '-85 60'
  return `
<body name="${side}_upper_arm" pos="0 ${0.17 * y} .06">
  ${hinge(`${side}_shoulder1`, `2 ${-y} 1`, shoulder, 'armature=".0068" stiffness="1"')}
  ${hinge(`${side}_shoulder2`, `0 ${y} 1`, shoulder, 'armature=".0051" stiffness="1"')}
  <geom name="${side}_uarm1" type="capsule" fromto="0 0 0 .16 ${0.16 * y} -.16" size=".04 .16" ${colorOf(side)}/>
  <body name="${side}_lower_arm" pos=".18 ${0.18 * y} -.18">
    ${hinge(`${side}_elbow`, `0 -1 ${-y}`, '-90 50', 'armature=".0028" stiffness="0"')}
    <geom name="${side}_larm" type="capsule" fromto=".01 ${-0.01 * y} .01 .17 ${-0.17 * y} .17" size=".031" ${colorOf(side)}/>
    <geom name="${side}_hand" type="sphere" pos=".18 ${-0.18 * y} .18" size=".04" ${colorOf(side)}/>
  </body>
</body>`
}

const colorOf = (side: 'right' | 'left') => (side === 'left' ? `rgba="${otherSide}"` : '')

/** The waist bends in its lower part about z and y, in the pelvis about x. */
function trunk(posture: Posture): string {
  const waist = (stiffness: number) => `armature=".02" damping="5" stiffness="${stiffness}"`
  return `
<body name="torso" pos="${posture.torso}">
  <joint name="root" type="free" armature="0" damping="0" stiffness="0" limited="false"/>
  <geom name="torso1" type="capsule" fromto="0 -.07 0 0 .07 0" size=".07"/>
  <geom name="head" type="sphere" pos="${posture.head}" size=".09"/>
  <geom name="uwaist" type="capsule" fromto="${posture.upperWaist}" size=".06"/>
  <body name="lwaist" pos="${posture.lowerWaist}" quat="1 0 -.002 0">
    <geom name="lwaist" type="capsule" fromto="0 -.06 0 0 .06 0" size=".06"/>
    ${hinge('abdomen_z', '0 0 1', '-45 45', `pos="0 0 .065" ${waist(20)}`)}
    ${hinge('abdomen_y', '0 1 0', '-75 30', `pos="0 0 .065" ${waist(10)}`)}
    <body name="pelvis" pos="${posture.pelvis}" quat="1 0 -.002 0">
      ${hinge('abdomen_x', '1 0 0', '-35 35', `pos="0 0 .1" ${waist(10)}`)}
      <geom name="butt" type="capsule" fromto="-.02 -.07 0 -.02 .07 0" size=".09"/>
      ${leg('right', -1, posture)}
      ${leg('left', 1, posture)}
    </body>
  </body>
  ${arm('right', -1)}
  ${arm('left', 1)}
</body>`
}

const hipAndKnee = (side: string) => `
<fixed name="${side}_hipknee">
  <joint joint="${side}_hip_y" coef="-1"/>
  <joint joint="${side}_knee" coef="1"/>
</fixed>`

const legGears = { hip_x: 100, hip_z: 100, hip_y: 300, knee: 200 }
const armGears = { shoulder1: 25, shoulder2: 25, elbow: 25 }
const onBothSides = (gears: Readonly<Record<string, number>>) =>
  ['right', 'left'].flatMap((side) =>
    Object.entries(gears).map(([joint, gear]) => [`${side}_${joint}`, gear] as const),
  )

function humanoid(name: string, posture: Posture): string {
  return model(name, {
    option: 'integrator="RK4" solver="PGS" iterations="50" timestep=".003"',
    defaults: `
<joint armature="1" damping="1" limited="true"/>
<geom condim="1" margin=".001" rgba=".3 .5 .7 1"/>`,
    world: `${floor('friction="1 .1 .1"')}${trunk(posture)}`,
    tendons: `${hipAndKnee('left')}${hipAndKnee('right')}`,
    motors: [
      ['abdomen_y', 100],
      ['abdomen_z', 100],
      ['abdomen_x', 100],
      ...onBothSides(legGears),
      ...onBothSides(armGears),
    ],
    motorLimit: 0.4,
  })
}

/** A body with arms and legs, upright. @see gymnasium/envs/mujoco/humanoid_v5.py (MIT), whose figures these are */
export const humanoidModel: string = humanoid('humanoid', standing)

/** The same on its back. @see gymnasium/envs/mujoco/humanoidstandup_v5.py (MIT), whose figures these are */
export const humanoidStandupModel: string = humanoid('humanoid standup', lying)
