import { defineConfig } from 'vitest/config'

const source = { conditions: ['@gencode/source'] }

export default defineConfig({
  test: {
    // Much of what is tested waits for other processes.
    maxWorkers: '100%',
    projects: ['packages/*/vitest.config.ts', 'apps/*/vitest.config.ts', 'tooling/vitest.config.ts'],
  },
  resolve: source,
  ssr: { resolve: source },
})
