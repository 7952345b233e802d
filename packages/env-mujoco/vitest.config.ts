import { project } from '../../tooling/vitest/project.ts'

// To register environments is for the whole process, so that its files share nothing.
export default project('env-mujoco', {
  isolate: true,
  globalSetup: ['./test/engine-is-there.ts'],
})
