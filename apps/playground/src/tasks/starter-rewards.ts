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
  'Taxi-v4': reward('[state]', {
    riding: 'Math.floor(state / 4) % 5 === 4 ? 0.1 : 0',
    time: '-0.1',
    end: 'isSuccess ? 20 : isFailure ? -1 : 0',
  }),
}
