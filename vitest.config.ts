import { defineConfig } from 'vitest/config'

const source = { conditions: ['@gencode/source'] }

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/*', 'tooling'],
  },
  resolve: source,
  ssr: { resolve: source },
})
