import { project, serially } from '../../tooling/vitest/project.ts'

// One file after the other: these tests hold deadlines, which are wall time.
export default project('sandbox', {
  ...serially,
  pool: 'forks',
  testTimeout: 60_000,
  globalSetup: ['./test/engine-is-there.ts'],
})
