import { leg } from './leg.ts'
import { floor, model, otherSide, planarRoot } from './model.ts'

const foot = { reach: 0.1, halfLength: 0.1, friction: 1.9 }
const joints = ['thigh', 'leg', 'foot']

/** A torso on two legs, in the plane of x and z. @see gymnasium/envs/mujoco/walker2d_v5.py (MIT), whose figures these are */
export const walker2dModel: string = model('walker2d', {
  option: 'integrator="RK4" timestep=".002"',
  defaults: `
<joint armature=".01" damping=".1" limited="true"/>
<geom conaffinity="0" friction=".7 .1 .1" rgba=".3 .5 .7 1"/>`,
  world: `${floor('conaffinity="1"')}
<body name="torso" pos="0 0 1.25">
  ${planarRoot(1.25, true)}
  <geom name="torso_geom" type="capsule" size=".05 0.19999999999999996" friction=".9"/>
  ${leg({ foot })}
  ${leg({ suffix: '_left', foot, geom: `rgba="${otherSide}"` })}
</body>`,
  motors: ['', '_left'].flatMap((side) => joints.map((joint) => [`${joint}${side}_joint`, 100] as const)),
})
