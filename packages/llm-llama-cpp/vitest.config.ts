import { project } from '../../tooling/vitest/project.ts'

export default project('llm-llama-cpp', { testTimeout: 30_000 })
