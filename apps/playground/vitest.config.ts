import { project, serially } from '../../tooling/vitest/project.ts'

// The sandbox in the page has deadlines, which a machine that is busy with other tests would miss.
export default project('playground', serially)
