export { resume } from './run/resume.ts'
export { openRun, type RunFile, RunFileError } from './run/run-file.ts'
