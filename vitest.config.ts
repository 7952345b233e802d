import { defineConfig } from 'vitest/config'

const source = { conditions: ['@gencode/source'] }

export default defineConfig({
  test: {
    projects: ['packages/*/vitest.config.ts', 'apps/*/vitest.config.ts', 'tooling/vitest.config.ts'],
  },
  resolve: source,
  ssr: { resolve: source },
})
