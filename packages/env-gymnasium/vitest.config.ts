import { project } from '../../tooling/vitest/project.ts'

// Every test starts processes, which takes its time on a busy machine.
export default project('env-gymnasium')
