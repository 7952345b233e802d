import { defineProject, type UserWorkspaceConfig } from 'vitest/config'

const source = { conditions: ['@gencode/source'] }

/** For tests that measure deadlines: one file at a time, after all projects that run side by side. */
export const serially = { maxWorkers: 1, sequence: { groupOrder: 1 } } satisfies UserWorkspaceConfig['test']

/**
 * A package's test project: its sources are read through the `@gencode/source` condition, so no build is needed. Its files share
 * their modules, which a third of the time would go to otherwise.
 */
export function project(name: string, test: UserWorkspaceConfig['test'] = {}): UserWorkspaceConfig {
  return defineProject({
    resolve: source,
    ssr: { resolve: source },
    test: {
      name,
      include: ['src/**/*.test.ts'],
      isolate: false,
      // Node 20 aborts now and then where a thread ends while V8 still optimises code of it on another.
      execArgv: ['--no-concurrent-recompilation'],
      // For what never ends, not for what is slow: a busy machine takes ten times as long.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 20_000 } },
      ...test,
    },
  })
}
