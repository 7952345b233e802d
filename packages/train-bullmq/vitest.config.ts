import { project } from '../../tooling/vitest/project.ts'

export default project('train-bullmq', { testTimeout: 120_000 })
