import { project, serially } from '../../tooling/vitest/project.ts'

export default project('sandbox', serially)
