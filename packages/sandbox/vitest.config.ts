import { project } from '../../tooling/vitest/project.ts'

export default project('sandbox', {
  testTimeout: 60_000,
  globalSetup: ['./test/engine-is-there.ts'],
})
