import { project } from '../../tooling/vitest/project.ts'

export default project('cli', { testTimeout: 30_000 })
