import { defineProject, type UserWorkspaceConfig } from 'vitest/config'

const source = { conditions: ['@gencode/source'] }

/** For tests that measure deadlines: one file at a time, after all projects that run side by side. */
export const serially = { maxWorkers: 1, sequence: { groupOrder: 1 } } satisfies UserWorkspaceConfig['test']

/**
 * A package's test project: its sources are read through the `@gencode/source` condition, so no build is needed. Its files share
 * their modules, which a third of the time would go to otherwise. What is done before its tests has as much time as a test.
 */
export function project(name: string, test: UserWorkspaceConfig['test'] = {}): UserWorkspaceConfig {
  return defineProject({
    resolve: source,
    ssr: { resolve: source },
    test: {
      name,
      include: ['src/**/*.test.ts'],
      isolate: false,
      ...(test.testTimeout === undefined ? {} : { hookTimeout: test.testTimeout }),
      ...test,
    },
  })
}
