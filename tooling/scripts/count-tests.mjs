// Prints "<passed> <failed> <skipped>" of a report by vitest's json reporter; a file that broke before its tests is one
// failure, and so is one whose process stopped between them, which the report itself calls passed.
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

/**
 * @param {Suite[]} suites
 * @param {string[]} statuses
 */
function countOf(suites, ...statuses) {
  return suites.flatMap((suite) => suite.assertionResults).filter(({ status }) => statuses.includes(status))
    .length
}

/** @param {string | undefined} file */
function counts(file) {
  try {
    /** @type {Suite[]} */
    const suites = JSON.parse(readFileSync(file ?? '', 'utf8')).testResults
    const failed = suites.filter(({ status }) => status === 'failed')
    for (const suite of failed) complain(suite)
    const broken = failed.filter((suite) => countOf([suite], 'failed') === 0)
    const stopped = suites.filter((suite) => countOf([suite], 'pending') > 0)
    for (const suite of stopped) {
      console.error(
        `FAILED: ${suite.name}: its process stopped, and ${countOf([suite], 'pending')} of its tests with it`,
      )
    }
    return [
      countOf(suites, 'passed'),
      countOf(suites, 'failed') + broken.length + stopped.length,
      countOf(suites, 'skipped', 'todo'),
    ]
  } catch (cause) {
    console.error(`FAILED: npm test left no report that can be read: ${cause}`)
    return [0, 1, 0]
  }
}

console.log(counts(process.argv[2]).join(' '))
