import { floor, model, otherSide } from './model.ts'

/** A leg points along a diagonal of the plane, `x` and `y` each 1 or -1; its ankle bends about the other diagonal. */
interface Leg {
  readonly name: string
  readonly x: 1 | -1
  readonly y: 1 | -1
  readonly axis: string
  /** Of the ankle, in degrees. */
  readonly range: string
}

const legs: readonly Leg[] = [
  { name: 'front_left_leg', x: 1, y: 1, axis: '-1 1 0', range: '30 70' },
  { name: 'front_right_leg', x: -1, y: 1, axis: '1 1 0', range: '-70 -30' },
  { name: 'back_leg', x: -1, y: -1, axis: '-1 1 0', range: '-70 -30' },
  { name: 'right_back_leg', x: 1, y: -1, axis: '1 1 0', range: '30 70' },
]

function leg({ name, x, y, axis, range }: Leg, index: number): string {
  const at = (length: number) => `${x * length} ${y * length} 0`
  const capsule = (length: number) =>
    `<geom type="capsule" fromto="0 0 0 ${at(length)}" size=".08" rgba="${x === 1 ? '.3 .5 .7 1' : otherSide}"/>`
  return `
<body name="${name}">
  ${capsule(0.2)}
  <body name="aux_${index + 1}" pos="${at(0.2)}">
    <joint name="hip_${index + 1}" axis="0 0 1" range="-30 30"/>
    ${capsule(0.2)}
    <body pos="${at(0.2)}">
      <joint name="ankle_${index + 1}" axis="${axis}" range="${range}"/>
      ${capsule(0.4)}
    </body>
  </body>
</body>`
}

/** A ball on four legs of two joints each. @see gymnasium/envs/mujoco/ant_v5.py (MIT), whose figures these are */
export const antModel: string = model('ant', {
  option: 'integrator="RK4" timestep=".01"',
  defaults: `
<joint armature="1" damping="1" limited="true"/>
<geom conaffinity="0" density="5" friction="1 .5 .5" margin=".01" rgba=".3 .5 .7 1"/>`,
  world: `${floor('conaffinity="1"')}
<body name="torso" pos="0 0 .75">
  <geom name="torso_geom" type="sphere" size=".25"/>
  <joint name="root" type="free" armature="0" damping="0" limited="false" margin=".01"/>
  ${legs.map(leg).join('')}
</body>`,
  motors: [4, 1, 2, 3].flatMap((leg) => ['hip', 'ankle'].map((joint) => [`${joint}_${leg}`, 150] as const)),
})
