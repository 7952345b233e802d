import { defineProject, type UserWorkspaceConfig } from 'vitest/config'

const source = { conditions: ['@gencode/source'] }

/** For tests that measure deadlines: one file at a time, after all projects that run side by side. */
export const serially = { maxWorkers: 1, sequence: { groupOrder: 1 } } satisfies UserWorkspaceConfig['test']

/**
 * A package's test project: its sources are read through the `@gencode/source` condition, so no build is needed. What is done
 * before its tests has as much time as a test.
 */
export function project(name: string, test: UserWorkspaceConfig['test'] = {}): UserWorkspaceConfig {
  return defineProject({
    resolve: source,
    ssr: { resolve: source },
    test: {
      name,
      include: ['src/**/*.test.ts'],
      ...(test.testTimeout === undefined ? {} : { hookTimeout: test.testTimeout }),
      ...test,
    },
  })
}
