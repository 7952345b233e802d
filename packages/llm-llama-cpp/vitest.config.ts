import { project } from '../../tooling/vitest/project.ts'

export default project('@gencode/llm-llama-cpp')
