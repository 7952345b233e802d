import { floor, model } from './model.ts'

const wall = (name: string, from: string, to: string) =>
  `<geom name="side${name}" type="capsule" fromto="${from} .01 ${to} .01" size=".02" conaffinity="0" rgba=".6 .6 .65 1"/>`
const link = (name: string) => `<geom name="${name}" type="capsule" fromto="0 0 0 .1 0 0" size=".01"/>`
const targetSlide = (axis: string, direction: string, at: number) =>
  `<joint name="target_${axis}" type="slide" axis="${direction}" ref="${at}" limited="true" range="-.27 .27" armature="0" damping="0" stiffness="0"/>`

/** An arm of two links in the plane of x and y, and a target. @see gymnasium/envs/mujoco/reacher_v5.py (MIT), whose figures these are */
export const reacherModel: string = model('reacher', {
  angle: 'radian',
  option: 'integrator="RK4" timestep=".01"',
  defaults: `
<joint armature="1" damping="1" limited="true"/>
<geom contype="0" friction="1 .1 .1" rgba=".3 .5 .7 1"/>`,
  world: `${floor('conaffinity="0"')}
${wall('S', '-.3 -.3', '.3 -.3')}
${wall('E', '.3 -.3', '.3 .3')}
${wall('N', '-.3 .3', '.3 .3')}
${wall('W', '-.3 -.3', '-.3 .3')}
<geom name="root" type="cylinder" fromto="0 0 0 0 0 .02" size=".011" conaffinity="0" rgba=".4 .4 .45 1"/>
<body name="body0" pos="0 0 .01">
  ${link('link0')}
  <joint name="joint0" axis="0 0 1" limited="false"/>
  <body name="body1" pos=".1 0 0">
    <joint name="joint1" axis="0 0 1" range="-3 3"/>
    ${link('link1')}
    <body name="fingertip" pos=".11 0 0">
      <geom name="fingertip" type="sphere" size=".01" rgba=".1 .6 .5 1"/>
    </body>
  </body>
</body>
<body name="target" pos=".1 -.1 .01">
  ${targetSlide('x', '1 0 0', 0.1)}
  ${targetSlide('y', '0 1 0', -0.1)}
  <geom name="target" type="sphere" size=".009" conaffinity="0" rgba=".85 .2 .2 1"/>
</body>`,
  motors: [
    ['joint0', 200],
    ['joint1', 200],
  ],
})
