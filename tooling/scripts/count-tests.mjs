// Prints "<passed> <failed> <skipped>" of a report by vitest's json reporter; a file without tests that ran is one failure.
// What failed goes to the standard error output, by name and with the head of its message.
import { readFileSync } from 'node:fs'

/** @typedef {{ status: string, fullName?: string, failureMessages?: string[] }} Test */
/** @typedef {{ name?: string, status: string, message?: string, assertionResults: Test[] }} Suite */

/** @param {Suite} suite */
function complain({ name, message, assertionResults }) {
  const failed = assertionResults.filter(({ status }) => status === 'failed')
  const found = failed.map(({ fullName, failureMessages }) => `${fullName}\n${failureMessages?.[0]}`)
  for (const text of found.length > 0 ? found : [message]) {
    console.error(`FAILED: ${name}: ${text?.split('\n').slice(0, 12).join('\n')}`)
  }
}

/** @param {string | undefined} file */
function counts(file) {
  try {
    const report = JSON.parse(readFileSync(file ?? '', 'utf8'))
    /** @type {Suite[]} */
    const failed = report.testResults.filter(
      /** @param {Suite} suite */
      ({ status }) => status === 'failed',
    )
    for (const suite of failed) complain(suite)
    const broken = failed.filter(
      ({ assertionResults }) => !assertionResults.some(({ status }) => status === 'failed'),
    ).length
    return [
      report.numPassedTests,
      report.numFailedTests + broken,
      report.numPendingTests + report.numTodoTests,
    ]
  } catch (cause) {
    console.error(`FAILED: npm test left no report that can be read: ${cause}`)
    return [0, 1, 0]
  }
}

console.log(counts(process.argv[2]).join(' '))
