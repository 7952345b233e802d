export { RunFileError } from './run/lock.ts'
export { resume } from './run/resume.ts'
export { openRun, type RunFile, readRun } from './run/run-file.ts'
