import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, inject, it } from 'vitest'
import { openTestLink } from '../support/health-plant.ts'

it('until it was reached once a database starts, and is not away: whoever signs in meanwhile waits for it', async () => {
  const link = openTestLink(inject('mongodbUri'), `link_${process.pid}`)
  let looks = 0
  let wasAway = 0
  while (link.isAway()) {
    if (link.database() !== null) wasAway++
    looks++
    await nextTurn()
  }
  expect(looks).toBeGreaterThan(10)
  expect(wasAway).toBe(0)
  expect(link.database()).not.toBeNull()
  await link.close()
})
