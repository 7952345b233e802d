import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const source = { conditions: ['@gencode/source'] }

export default defineConfig({
  test: {
    // Much of what is tested waits for other processes.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    projects: ['packages/*/vitest.config.ts', 'apps/*/vitest.config.ts', 'tooling/vitest.config.ts'],
  },
  resolve: source,
  ssr: { resolve: source },
})
