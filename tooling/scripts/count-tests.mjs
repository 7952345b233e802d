// Prints "<passed> <failed> <skipped>" of a report by vitest's json reporter; a file without tests that ran is one failure.
import { readFileSync } from 'node:fs'

/** @param {string | undefined} file */
function counts(file) {
  try {
    const report = JSON.parse(readFileSync(file ?? '', 'utf8'))
    const broken = report.testResults.filter(
      /** @param {{ status: string, assertionResults: { status: string }[] }} suite */
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
    ).length
    return [
      report.numPassedTests,
      report.numFailedTests + broken,
      report.numPendingTests + report.numTodoTests,
    ]
  } catch {
    return [0, 1, 0]
  }
}

console.log(counts(process.argv[2]).join(' '))
