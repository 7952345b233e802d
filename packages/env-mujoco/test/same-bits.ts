import { type MujocoId, mujoco } from '../src/index.ts'

const ids: readonly MujocoId[] = [
  'Hopper-v5',
  'Swimmer-v5',
  'HalfCheetah-v5',
  'Ant-v5',
  'Humanoid-v5',
  'Pusher-v5',
  'InvertedDoublePendulum-v5',
]

/** A hash (FNV-1a) of every bit of an episode's observations and rewards, by environment. */
export async function sameBits(): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const id of ids) {
    const env = await mujoco(id)
    let hash = 0x811c9dc5
    const add = (numbers: Float64Array) => {
      for (const byte of new Uint8Array(numbers.buffer)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
    }
    add(env.reset({ seed: 7 }).observation)
    env.actionSpace.seed(7)
    for (let count = 0; count < 80; count++) {
      const step = env.step(env.actionSpace.sample())
      add(step.observation)
      add(Float64Array.of(step.reward))
      if (step.terminated) add(env.reset().observation)
    }
    env.close()
    hashes[id] = hash.toString(16)
  }
  return hashes
}
