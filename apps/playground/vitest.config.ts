import { project } from '../../tooling/vitest/project.ts'

export default project('playground', { testTimeout: 60_000 })
