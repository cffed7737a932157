import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createLane } from './lane.ts'
import { inTime, nothing, orAfter } from './or-after.ts'

it('a lane does one piece after the other, and goes on behind one that failed', async () => {
  const lane = createLane()
  const done: string[] = []
  const slow = lane.run(async () => {
    await sleep(10)
    done.push('slow')
    return 1
  })
  const failing = lane.run(async () => {
    done.push('failing')
    throw new Error('one')
  })
  const quick = lane.run(async () => void done.push('quick'))
  await expect(failing).rejects.toThrow('one')
  expect(await slow).toBe(1)
  await quick
  expect(done).toEqual(['slow', 'failing', 'quick'])
  await lane.settled()
})

it('waits for work no longer than it may, and hears nothing of what comes later', async () => {
  expect(await orAfter(1000, Promise.resolve('there'), nothing)).toBe('there')
  await expect(orAfter(1000, Promise.reject(new Error('at once')), nothing)).rejects.toThrow('at once')
  const late = async () => {
    await sleep(20)
    throw new Error('late')
  }
  expect(await orAfter(1, late(), nothing)).toBeUndefined()
  await expect(inTime(late(), 1, 'the work')).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  // A rejection that nobody heard of would end the test run.
  await sleep(40)
})
