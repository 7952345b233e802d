import { project } from '../../tooling/vitest/project.ts'

export default project('llm', { testTimeout: 30_000 })
