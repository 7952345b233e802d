import type { MujocoModel } from '../src/index.ts'

/** A cart that is to stay in the middle, with a hill of a mesh beside it. */
export const ownRobot: MujocoModel = {
  id: 'Cart-v0',
  xml: `<mujoco model="cart">
    <option timestep="0.01"/>
    <asset><mesh name="hill" file="hill.obj"/></asset>
    <worldbody>
      <geom name="ground" type="plane" size="5 5 .1"/>
      <geom name="hill" type="mesh" mesh="hill" pos="0 3 0" contype="0" conaffinity="0"/>
      <body name="cart" pos="0 0 .3">
        <joint name="slide" type="slide" axis="1 0 0" damping="1"/>
        <geom type="box" size=".2 .1 .1" mass="1" contype="0" conaffinity="0"/>
      </body>
    </worldbody>
    <actuator><motor joint="slide" ctrllimited="true" ctrlrange="-2 2"/></actuator>
  </mujoco>`,
  files: { 'hill.obj': 'v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 1 4 3\n' },
  frameSkip: 2,
  maxEpisodeSteps: 50,
  start: (_, rng) => ({ qpos: [rng.uniform(-1, 1)], qvel: [0] }),
  observe: ({ qpos, qvel }) => Float64Array.of(qpos[0] as number, qvel[0] as number),
  track: ({ qpos }) => [qpos[0] as number],
  reward: ({ before, after, dt }) => {
    const [x = 0] = after
    const speed = (x - (before[0] as number)) / dt
    return { reward: -Math.abs(x), terminated: Math.abs(x) > 2, info: { speed } }
  },
  resetInfo: ({ qpos }) => ({ x: qpos[0] }),
}
