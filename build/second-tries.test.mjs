import { expect, it } from 'vitest'
import { secondTries } from './second-tries.mjs'

it('names each test that did not pass at once, however deep it stands', () => {
  const flaky = { title: 'a kill', file: 'kill.test.ts', tests: [{ status: 'flaky' }] }
  const good = { title: 'a scan', tests: [{ status: 'expected' }] }
  const suites = [{ title: 'one', specs: [good], suites: [{ title: 'two', specs: [flaky, good] }] }]
  expect(secondTries(suites)).toEqual(['kill.test.ts: a kill'])
  expect(secondTries([{ title: 'one' }])).toEqual([])
})
