/** A starter reward from its terms: documented, with named components that the plot shows. */
function reward(names: string, terms: Readonly<Record<string, string>>): string {
  const lines = Object.entries(terms).map(([name, value]) => `    ${name}: ${value},`)
  const sum = Object.keys(terms)
    .map((name) => `components.${name}`)
    .join(' + ')
  return `// Called after every step; a higher reward is better.
function rewardFn(observations, isSuccess, isFailure) {
  const ${names} = observations
  const components = {
${lines.join('\n')}
  }
  return { reward: ${sum}, components }
}
`
}

/** What the editor starts with, by task. */
export const starterRewards: Readonly<Record<string, string>> = {
  'CartPole-v1': reward('[position, velocity, angle]', {
    upright: '1 - Math.abs(angle) / 0.21',
    centred: '-0.2 * Math.abs(position)',
    failure: 'isFailure ? -1 : 0',
  }),
  'MountainCar-v0': reward('[position, velocity]', {
    speed: '10 * Math.abs(velocity)',
    time: '-1',
    end: 'isSuccess ? 100 : isFailure ? -10 : 0',
  }),
  'MountainCarContinuous-v0': reward('[position, velocity]', {
    speed: '10 * Math.abs(velocity)',
    time: '-1',
    goal: 'isSuccess ? 100 : 0',
  }),
  'Pendulum-v1': reward('[cosine, sine, velocity]', {
    upright: 'cosine',
    calm: '-0.1 * Math.abs(velocity)',
    end: 'isSuccess ? 1 : isFailure ? -1 : 0',
  }),
  'Acrobot-v1': reward('[cos1, sin1, cos2, sin2]', {
    height: '-cos1 - (cos1 * cos2 - sin1 * sin2)',
    time: '-2',
    goal: 'isSuccess ? 10 : 0',
  }),
  'LunarLander-v3': reward('[x, y, vx, vy, angle, spin, left, right]', {
    near: '-Math.hypot(x, y)',
    slow: '-Math.hypot(vx, vy)',
    upright: '-Math.abs(angle)',
    legs: '0.1 * (left + right)',
    end: 'isSuccess ? 100 : isFailure ? -100 : 0',
  }),
  'FrozenLake-v1': reward('[cell]', {
    progress: '0.01 * (Math.floor(cell / 4) + (cell % 4))',
    time: '-0.02',
    end: 'isSuccess ? 1 : isFailure ? -1 : 0',
  }),
  'CliffWalking-v1': reward('[cell]', {
    progress: '0.01 * (cell % 12)',
    time: '-0.1',
    fall: 'isFailure ? -10 : 0',
    goal: 'isSuccess ? 10 : 0',
  }),
  ...Object.fromEntries(
    ['BipedalWalker-v3', 'BipedalWalkerHardcore-v3'].map((id) => [
      id,
      reward('[angle, spin, forward]', {
        forward: '5 * forward',
        upright: '-Math.abs(angle)',
        end: 'isSuccess ? 100 : isFailure ? -100 : 0',
      }),
    ]),
  ),
  ...Object.fromEntries(
    ['highway-v0', 'highway-fast-v0'].map((id) => [
      id,
      reward('[present, x, y, speed]', {
        fast: 'speed',
        right: '0.1 * y',
        crash: 'isFailure ? -1 : 0',
        end: 'isSuccess ? 1 : 0',
      }),
    ]),
  ),
  'InvertedPendulum-v5': reward('[position, angle]', {
    upright: '1 - Math.abs(angle) / 0.2',
    centred: '-0.2 * Math.abs(position)',
    failure: 'isFailure ? -1 : 0',
  }),
  'Swimmer-v5': reward('[angle, first, second, forward]', {
    forward: '10 * forward',
    goal: 'isSuccess ? 1 : isFailure ? -1 : 0',
  }),
  'Hopper-v5': reward('[height, angle, thigh, leg, foot, forward]', {
    alive: '1',
    forward: 'forward',
    upright: '-Math.abs(angle)',
    end: 'isSuccess ? 1 : isFailure ? -10 : 0',
  }),
  'Walker2d-v5': reward('[height, angle, , , , , , , forward]', {
    alive: '1',
    forward: 'forward',
    upright: '-Math.abs(angle)',
    end: 'isSuccess ? 1 : isFailure ? -10 : 0',
  }),
  'HalfCheetah-v5': reward('[height, angle, , , , , , , forward]', {
    forward: 'forward',
    level: '-0.1 * Math.abs(angle)',
    end: 'isSuccess ? 1 : isFailure ? -1 : 0',
  }),
  'Ant-v5': reward('[height, , , , , , , , , , , , , forward]', {
    alive: '1',
    forward: 'forward',
    level: '-Math.abs(height - 0.6)',
    end: 'isSuccess ? 1 : isFailure ? -10 : 0',
  }),
  'Taxi-v4': reward('[state]', {
    riding: 'Math.floor(state / 4) % 5 === 4 ? 0.1 : 0',
    time: '-0.1',
    end: 'isSuccess ? 20 : isFailure ? -1 : 0',
  }),
}
