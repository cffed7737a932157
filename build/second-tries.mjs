/**
 * @typedef {{ title: string, file?: string, tests: readonly { status: string }[] }} Spec
 * @typedef {{ title: string, specs?: readonly Spec[], suites?: readonly Suite[] }} Suite
 */

/**
 * The tests that passed, but not at the first try: each is a bug of the program until shown otherwise, so it is named
 * where it is read.
 * @param {readonly Suite[]} suites of Playwright's JSON report
 * @returns {string[]}
 */
export function secondTries(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map(({ title, file }) => `${file === undefined ? '' : `${file}: `}${title}`),
    ...secondTries(inner),
  ])
}
