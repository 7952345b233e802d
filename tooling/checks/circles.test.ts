import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { circles, importGraph, sourceFolders } from './circles.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('no circle of files, imports of types included', () => {
  test.each(sourceFolders(root).map((folder) => [relative(root, folder), folder]))(
    'in %s',
    (_name, folder) => {
      const graph = importGraph(folder)
      expect(graph.size).toBeGreaterThan(0)
      expect(circles(graph)).toEqual([])
    },
  )
})

test('circles are found, those within circles and of one file too', () => {
  const graph = new Map(
    Object.entries({
      a: ['b', 'e'],
      b: ['c'],
      c: ['a', 'd'],
      d: [],
      e: ['f'],
      f: ['f'],
      g: ['h'],
      h: ['g', 'a'],
    }),
  )
  expect(
    circles(graph)
      .map((group) => group.join(' '))
      .sort(),
  ).toEqual(['a b c', 'f', 'g h'])
})
