import { floor, model } from './model.ts'

const segment = (from: number, to: number) =>
  `<geom type="capsule" fromto="${from} 0 0 ${to} 0 0" size=".1"/>`
const rotor = (name: string) => `<joint name="${name}" axis="0 0 1" limited="true" range="-100 100"/>`

/** Three segments in a viscous fluid, in the plane of x and y. @see gymnasium/envs/mujoco/swimmer_v5.py (MIT), whose figures these are */
export const swimmerModel: string = model('swimmer', {
  option: 'integrator="RK4" timestep=".01" density="4000" viscosity=".1"',
  defaults: `
<joint armature=".1"/>
<geom contype="0" conaffinity="0" condim="1" rgba=".3 .5 .7 1"/>`,
  world: `${floor('pos="0 0 -.1"')}
<body name="torso">
  ${segment(1.5, 0.5)}
  <joint name="slider1" type="slide" axis="1 0 0"/>
  <joint name="slider2" type="slide" axis="0 1 0"/>
  <joint name="free_body_rot" axis="0 0 1"/>
  <body name="mid" pos=".5 0 0">
    ${segment(0, -1)}
    ${rotor('motor1_rot')}
    <body name="back" pos="-1 0 0">
      ${segment(0, -1)}
      ${rotor('motor2_rot')}
    </body>
  </body>
</body>`,
  motors: [
    ['motor1_rot', 150],
    ['motor2_rot', 150],
  ],
})
