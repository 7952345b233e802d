import { project } from './vitest/project.ts'

export default project('tooling', { include: ['**/*.test.ts'] })
