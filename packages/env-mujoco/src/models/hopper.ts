import { leg } from './leg.ts'
import { floor, model, planarRoot } from './model.ts'

/** A torso on one leg, in the plane of x and z. @see gymnasium/envs/mujoco/hopper_v5.py (MIT), whose figures these are */
export const hopperModel: string = model('hopper', {
  option: 'integrator="RK4" timestep=".002"',
  defaults: `
<joint armature="1" damping="1" limited="true"/>
<geom condim="1" margin=".001" solref=".02 1" solimp=".8 .8 .01" rgba=".3 .5 .7 1"/>`,
  world: `${floor()}
<body name="torso" pos="0 0 1.25">
  ${planarRoot(1.25, true)}
  <geom name="torso_geom" type="capsule" size=".05 0.19999999999999996" friction=".9"/>
  ${leg({ foot: { reach: 0.065, halfLength: 0.195, friction: 2 } })}
</body>`,
  motors: [
    ['thigh_joint', 200],
    ['leg_joint', 200],
    ['foot_joint', 200],
  ],
})
