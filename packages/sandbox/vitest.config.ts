import { project } from '../../tooling/vitest/project.ts'

export default project('sandbox', {
  globalSetup: ['./test/engine-is-there.ts'],
})
