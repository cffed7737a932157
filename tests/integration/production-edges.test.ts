import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { iccid, imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { smallDisk } from '../support/small-disk.ts'
import { openStation, operator, type StationBenchOptions, supervisor } from '../support/station-bench.ts'

let plant: TestPlant
let options: StationBenchOptions
const token = '0123456789ABCDEFGHJKMNPQRS'

beforeAll(async () => {
  plant = await openTestPlant(inject('mongodbUri'))
  await plant.order({ order_number: 'ORD-E', batches: [100, 100], pairing: 'imei' })
  await plant.order({ order_number: 'ORD-HALF', batches: [100] })
  await plant.order({ order_number: 'ORD-SMALL', batches: [4], pairing: 'imei' })
  options = { uri: inject('mongodbUri'), databaseName: plant.name, folds: false, supervisors: { [token]: supervisor } }
})
afterAll(async () => {
  await plant.close()
})

const device = (code: string) => plant.database.collections.devices.findOne({ imei: code })

describe('a disk that takes nothing', () => {
  test('is said, nothing of the scan is anywhere, and the same unit counts when there is room again', async () => {
    const disk = await smallDisk('size=2m')
    const station = await openStation({ ...options, station: 'S21', folder: disk.path })
    try {
      await station.open('ORD-E')
      expect((await station.scan(imei(1))).word).toBe('registered')
      const filler = join(disk.path, 'filler')
      await fill(filler)
      const refused: number[] = []
      for (const number of [2, 3, 4, 5]) {
        const { word } = await station.scan(imei(number))
        // An entry of a hundred bytes may still fit into the last block; then it is in the journal, and counts.
        expect(['journal-failed', 'registered']).toContain(word)
        if (word === 'journal-failed') refused.push(number)
        expect((await device(imei(number))) === null).toBe(word === 'journal-failed')
      }
      expect(refused.length).toBeGreaterThan(1)
      await rm(filler)
      for (const number of [...refused, 6]) expect((await station.scan(imei(number))).word).toBe('registered')
      expect(station.work().batch).toMatchObject({ produced: 6 })
      // What was answered after the disk was full is still there after a kill.
      await station.abandon()
      const again = await openStation({ ...options, station: 'S21', folder: disk.path })
      const recent = again.state().recent.filter(({ word }) => word === 'registered')
      expect(recent.slice(0, refused.length + 1).map(({ code }) => code)).toEqual(
        [6, ...[...refused].reverse()].map((number) => imei(number)),
      )
      expect(again.bugs).toEqual([])
      await again.close(true)
    } finally {
      await disk.remove()
    }
  })
})

/** Writes until the disk takes no further byte. */
async function fill(file: string): Promise<void> {
  for (let kilobytes = 1024; kilobytes >= 1; kilobytes /= 2) {
    await writeFile(file, Buffer.alloc(kilobytes * 1024, 1), { flag: 'a' }).catch(() => undefined)
  }
  for (let bytes = 0; bytes < 1024; bytes++) {
    const isFull = await writeFile(file, 'x', { flag: 'a' }).then(
      () => false,
      () => true,
    )
    if (isFull) return
  }
}

describe('undo', () => {
  test('has nothing to take back; comes too late', async () => {
    const station = await openStation({ ...options, station: 'S22', plant: { undoMinutes: 0.001 } })
    await station.open('ORD-E')
    expect((await station.scan('OSECUNDO')).word).toBe('undo-nothing')
    expect((await station.scan(imei(10))).word).toBe('registered')
    await sleep(100)
    expect(await station.scan('OSECUNDO')).toMatchObject({ word: 'undo-too-late', params: { minutes: 0.001 } })
    expect(await device(imei(10))).not.toBeNull()
    await station.close()
  })

  test('of another’s act by a supervisor at his own sign-in', async () => {
    const station = await openStation({ ...options, station: 'S23' })
    await station.open('ORD-E')
    expect((await station.scan(imei(11))).word).toBe('registered')
    station.signIn(supervisor)
    expect((await station.scan('OSECUNDO')).word).toBe('undone')
    expect(await device(imei(11))).toBeNull()
    station.signIn(operator)
    await station.close()
  })
})

describe('what cannot be done now', () => {
  test('an order opened over a waiting half; a batch that there is not; a command of another station', async () => {
    const station = await openStation({ ...options, station: 'S24' })
    await station.open('ORD-HALF')
    await station.scan(imei(20))
    expect(await station.scan('BATCH:ORD-E:1')).toMatchObject({ word: 'finish-half-first', params: { code: imei(20) } })
    expect((await station.scan('OSECCLOSE')).word).toBe('finish-half-first')
    expect((await station.scan('OSECVERIFY')).word).toBe('finish-half-first')
    expect((await station.scan(iccid(20))).word).toBe('registered')
    expect(await station.scan('BATCH:ORD-E:7')).toMatchObject({ word: 'unknown-batch', params: { lote: 7 } })
    expect(await station.scan('OSECAPPROVE')).toMatchObject({
      word: 'command-not-here',
      params: { command: 'APPROVE' },
    })
    await station.close()
  })
})

describe('places of a station that does not answer', () => {
  test('are taken back by a supervisor’s badge, and the unit that waited for one is registered', async () => {
    const dead = await openStation({ ...options, station: 'S25' })
    await dead.open('ORD-SMALL')
    for (const number of [30, 31]) expect((await dead.scan(imei(number))).word).toMatch(/^registered/)
    // The lease of a station that holds the rest of the batch.
    await plant.database.collections.leases.updateOne({ _id: 'ORD-SMALL|1|S25' }, { $set: { granted: 4 } })
    await plant.database.collections.rooms.updateOne({ _id: 'ORD-SMALL|1' }, { $set: { free: 0 } })
    await dead.abandon()
    const station = await openStation({ ...options, station: 'S26' })
    await station.open('ORD-SMALL')
    expect(await station.scan(imei(32))).toMatchObject({
      word: 'places-held',
      params: { station: 'S25' },
      supervisorCan: 'reclaim',
    })
    expect((await station.scan(`OSEB${token}`)).word).toBe('registered')
    expect(await plant.database.collections.leases.findOne({ _id: 'ORD-SMALL|1|S25' })).toMatchObject({
      granted: 2,
      used: 2,
    })
    // What the dead station still believed to hold is a conflict when it comes back, never one unit too many.
    expect((await station.scan(imei(33))).word).toBe('registered-batch-complete')
    expect((await station.scan(imei(34))).word).toBe('batch-full')
    await station.close()
  })
})
