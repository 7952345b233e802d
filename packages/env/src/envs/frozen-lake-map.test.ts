import { describe, expect, it } from 'vitest'
import { frozenLakeMap, make } from '../index.ts'

/** gymnasium.envs.toy_text.frozen_lake.generate_random_map(size, p, seed) */
const recorded: [size: number, p: number, seed: number, map: string[]][] = [
  [
    8,
    0.8,
    1,
    ['SHFHFFHF', 'FFFFFFFF', 'FFFFFFFH', 'HFFFFHFF', 'FFFHFFFF', 'FHFFHFFF', 'FHFFFHFF', 'HHHFFFFG'],
  ],
  [4, 0.5, 7, ['SFFH', 'FFFH', 'HFFH', 'FFFG']],
  [6, 0.45, 1099511627776, ['SFHHHF', 'FFHFHF', 'HFFFHF', 'HHHFHF', 'FHFFFH', 'HFFHFG']],
]

describe('a random map', () => {
  it.each(recorded)('of %i cells with p %d and seed %i is Gymnasium’s', (size, p, seed, map) => {
    expect(frozenLakeMap({ size, p, seed })).toEqual(map)
    make('FrozenLake-v1', { desc: map }).reset({ seed: 1 })
  })

  it('is refused where there can be none', () => {
    expect(() => frozenLakeMap({ p: 0 })).toThrow(/above 0/)
    expect(() => frozenLakeMap({ size: 1 })).toThrow(/2 to 100/)
    expect(() => frozenLakeMap({ p: 0.01, seed: 1 })).toThrow(/no map with a way.*larger p/)
    expect(() => make('FrozenLake-v1', { desc: ['SF', 'F'] })).toThrow(/equal length/)
    expect(() => make('FrozenLake-v1', { desc: ['FF', 'FG'] })).toThrow(/no start/)
  })
})
