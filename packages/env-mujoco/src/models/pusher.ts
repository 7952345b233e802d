import { model } from './model.ts'

const capsule = (name: string, fromTo: string, size: number, rest = '') =>
  `<geom ${name && `name="${name}"`} type="capsule" fromto="${fromTo}" size="${size}" ${rest}/>`
const joint = (name: string, axis: string, range: string, damping: number) =>
  `<joint name="r_${name}_joint" axis="${axis}" range="${range}" damping="${damping}"/>`
const body = (name: string, at: string, ...parts: readonly string[]) =>
  `<body name="${name}" pos="${at}">\n${parts.join('\n')}\n</body>`
const ball = (name: string, at: string, size: number, rest = '') =>
  `<geom name="${name}" type="sphere" pos="${at}" size="${size}" ${rest}/>`

/** The tines of the fork that pushes: they alone touch the object. */
const tine = (fromTo: string) => capsule('', fromTo, 0.02, 'contype="1" conaffinity="1"')

const wrist = body(
  'r_wrist_flex_link',
  '.321 0 0',
  capsule('wf', '0 -.02 0 0 .02 0', 0.01),
  joint('wrist_flex', '0 1 0', '-1.094 0', 0.1),
  body(
    'r_wrist_roll_link',
    '0 0 0',
    joint('wrist_roll', '1 0 0', '-1.5 1.5', 0.1),
    body('tips_arm', '0 0 0', ball('tip_arml', '.1 -.1 0', 0.01), ball('tip_armr', '.1 .1 0', 0.01)),
    tine('0 -.1 0 0 .1 0'),
    tine('0 -.1 0 .1 -.1 0'),
    tine('0 .1 0 .1 .1 0'),
  ),
)

const forearm = body(
  'r_forearm_roll_link',
  '0 0 0',
  capsule('fr', '-.1 0 0 .1 0 0', 0.02),
  joint('forearm_roll', '1 0 0', '-1.5 1.5', 0.1),
  body('r_forearm_link', '0 0 0', capsule('fa', '0 0 0 .291 0 0', 0.05), wrist),
)

const upperArm = body(
  'r_upper_arm_link',
  '0 0 0',
  capsule('ua', '0 0 0 .4 0 0', 0.06),
  body(
    'r_elbow_flex_link',
    '.4 0 0',
    capsule('ef', '0 -.02 0 0 .02 0', 0.06),
    joint('elbow_flex', '0 1 0', '-2.3213 0', 0.1),
    forearm,
  ),
)

const dark = 'rgba=".3 .3 .3 1"'
const arm = body(
  'r_shoulder_pan_link',
  '0 -.6 0',
  ball('e1', '-.06 .05 .2', 0.05),
  ball('e2', '.06 .05 .2', 0.05),
  ball('e1p', '-.06 .09 .2', 0.03, dark),
  ball('e2p', '.06 .09 .2', 0.03, dark),
  capsule('sp', '0 0 -.4 0 0 .2', 0.1),
  joint('shoulder_pan', '0 0 1', '-2.2854 1.714602', 1),
  body(
    'r_shoulder_lift_link',
    '.1 0 0',
    capsule('sl', '0 -.1 0 0 .1 0', 0.1),
    joint('shoulder_lift', '0 1 0', '-.5236 1.3963', 1),
    body(
      'r_upper_arm_roll_link',
      '0 0 0',
      capsule('uar', '-.1 0 0 .1 0 0', 0.02),
      joint('upper_arm_roll', '1 0 0', '-1.5 1.7', 0.1),
      upperArm,
    ),
  ),
)

/** A disc on the table, on two slides. */
const disc = (name: string, prefix: string, at: string, geom: string) => {
  const slide = (axis: string, direction: string) =>
    `<joint name="${prefix}_slide${axis}" type="slide" axis="${direction}" range="-10.3213 10.3" damping=".5"/>`
  return body(name, at, `<geom type="cylinder" ${geom}/>`, slide('y', '0 1 0'), slide('x', '1 0 0'))
}

const motors = [
  'shoulder_pan',
  'shoulder_lift',
  'upper_arm_roll',
  'elbow_flex',
  'forearm_roll',
  'wrist_flex',
  'wrist_roll',
]

/** An arm with a fork, an object to push and a goal for it. @see gymnasium/envs/mujoco/pusher_v5.py (MIT), whose figures these are */
export const pusherModel: string = model('pusher', {
  angle: 'radian',
  option: 'timestep=".01" gravity="0 0 0" iterations="20" integrator="Euler"',
  defaults: `
<joint armature=".04" damping="1" limited="true"/>
<geom friction=".8 .1 .1" density="300" margin=".002" condim="1" contype="0" conaffinity="0" rgba=".3 .5 .7 1"/>`,
  world: `
<geom name="table" type="plane" pos="0 .5 -.325" size="1 1 .1" contype="1" conaffinity="1" rgba=".86 .88 .9 1"/>
${arm}
${disc('object', 'obj', '.45 -.05 -.275', 'size=".05 .05 .05" density=".01" contype="1" rgba="1 1 1 1"')}
${disc('goal', 'goal', '.45 -.05 -.323', 'size=".08 .001 .1" density=".00001" rgba=".85 .2 .2 1"')}`,
  motors: motors.map((name) => [`r_${name}_joint`, 1] as const),
  motorLimit: 2,
})
