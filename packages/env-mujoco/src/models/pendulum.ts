import { floor, model } from './model.ts'

/** A rail, and a cart that slides on it for a metre to each side; lying capsules, turned by nearly a quarter. */
const lying = 'type="capsule" quat=".707 0 .707 0"'
const rail = `<geom name="rail" ${lying} size=".02 1" rgba=".6 .6 .65 1"/>`
const cart = (poles: string, slider = '') => `
<body name="cart">
  <joint name="slider" type="slide" axis="1 0 0" limited="true" range="-1 1" ${slider}/>
  <geom name="cart" ${lying} size=".1 .1"/>
  ${poles}
</body>`
const poleColor = 'rgba=".75 .45 .3 1"'

/** A pole on a cart. @see gymnasium/envs/mujoco/inverted_pendulum_v5.py (MIT), whose figures these are */
export const invertedPendulumModel: string = model('inverted pendulum', {
  option: 'integrator="RK4" timestep=".02"',
  defaults: `
<joint armature="0" damping="1" limited="true"/>
<geom contype="0" friction="1 .1 .1" rgba=".3 .5 .7 1"/>`,
  world: `${rail}${cart(`
<body name="pole">
  <joint name="hinge" axis="0 1 0" range="-90 90"/>
  <geom name="cpole" type="capsule" fromto="0 0 0 .001 0 .6" size=".049 .3" ${poleColor}/>
</body>`)}`,
  motors: [['slider', 100]],
  motorLimit: 3,
})

const pole = (name: string, hinge: string, at: string, rest: string) => `
<body name="${name}" pos="${at}">
  <joint name="${hinge}" axis="0 1 0"/>
  <geom name="c${name}" type="capsule" fromto="0 0 0 0 0 .6" size=".045 .3" ${poleColor}/>
  ${rest}
</body>`

/** A pole on a pole on a cart; gravity leans a little. @see gymnasium/envs/mujoco/inverted_double_pendulum_v5.py (MIT), whose figures these are */
export const invertedDoublePendulumModel: string = model('inverted double pendulum', {
  option: 'gravity="1e-5 0 -9.81" integrator="RK4" timestep=".01"',
  defaults: `
<joint damping=".05"/>
<geom contype="0" friction="1 .1 .1" rgba=".3 .5 .7 1"/>`,
  world: `${floor('pos="0 0 -3"')}${rail}${cart(
    pole(
      'pole',
      'hinge',
      '0 0 0',
      pole('pole2', 'hinge2', '0 0 .6', '<site name="tip" pos="0 0 .6" size=".01"/>'),
    ),
    'margin=".01"',
  )}`,
  motors: [['slider', 500]],
})
