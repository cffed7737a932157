import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { damaged, imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openStation, operator, type StationBenchOptions, supervisor, until } from '../support/station-bench.ts'

/*
 * A station that is killed between the commit of an act and the journal's last write reads its last entry again. It must
 * come to the same decision: with the rights that the person had then, and the settings of then.
 */

let plant: TestPlant
let options: StationBenchOptions

beforeAll(async () => {
  plant = await openTestPlant(inject('mongodbUri'))
  await plant.order({ order_number: 'ORD-P', batches: [100], pairing: 'imei' })
  options = { uri: inject('mongodbUri'), databaseName: plant.name, folds: false }
})
afterAll(async () => {
  await plant.close()
})

const device = (code: string) => plant.database.collections.devices.findOne({ imei: code })

describe('read again after a kill', () => {
  test('a supervisor’s undo of another’s act is what it was', async () => {
    const before = await openStation({ ...options, station: 'S11' })
    await before.open('ORD-P')
    expect((await before.scan(imei(1))).word).toBe('registered')
    before.signIn(supervisor)
    before.killBeforeSettling()
    void before.scan('OSECUNDO')
    await until(async () => (await device(imei(1))) === null, 'the undo to be committed')
    await before.abandon()

    // Nobody is signed in yet: who did it, and with which rights, stands in the journal.
    const after = await openStation({ ...options, station: 'S11', folder: before.folder, person: null })
    // A busy machine says "kept here" first.
    await until(() => after.state().last?.word === 'undone', 'the undo')
    after.signIn(operator)
    expect((await after.scan('OSECUNDO')).word).toBe('undo-nothing')
    expect((await after.scan(imei(1))).word).toBe('registered')
    expect(after.bugs).toEqual([])
    await after.close()
  })

  test('a supervisor’s badge for one act is what it was', async () => {
    const token = '0123456789ABCDEFGHJKMNPQRS'
    const before = await openStation({ ...options, station: 'S12', supervisors: { [token]: supervisor } })
    await before.open('ORD-P')
    expect((await before.scan(imei(2))).word).toBe('registered')
    before.signIn({ ...operator, employee_id: 'EMP-002', name: 'Leo' })
    expect((await before.scan('OSECUNDO')).word).toBe('undo-not-yours')
    // The badge itself is in no journal; what its owner allows is an entry of its own, and is what the kill meets.
    before.killBeforeSettling(1)
    void before.scan(`OSEB${token}`)
    await until(async () => (await device(imei(2))) === null, 'the undo to be committed')
    await before.abandon()

    const after = await openStation({ ...options, station: 'S12', folder: before.folder, person: null })
    // A busy machine says "kept here" first.
    await until(() => after.state().last?.word === 'undone', 'the undo')
    after.signIn(operator)
    expect((await after.scan(imei(2))).word).toBe('registered')
    await after.close()
  })

  test('whoever had no right gets none', async () => {
    const before = await openStation({ ...options, station: 'S13' })
    await before.open('ORD-P')
    before.signIn({ ...operator, employee_id: 'EMP-009', stations: [] })
    const entries = await before.journal.lastEntry()
    before.killBeforeSettling()
    void before.scan(imei(3))
    await until(async () => (await before.journal.lastEntry()) > entries, 'the entry')
    await before.abandon()

    const after = await openStation({ ...options, station: 'S13', folder: before.folder, person: null })
    await after.desk.station.idle()
    expect(after.state().last?.word).toBe('no-permission')
    expect(await device(imei(3))).toBeNull()
    await after.close()
  })

  test('the plant’s settings are those of the scan', async () => {
    const before = await openStation({ ...options, station: 'S14', plant: { imeiLuhn: 'block' } })
    await before.open('ORD-P')
    const entries = await before.journal.lastEntry()
    before.killBeforeSettling()
    void before.scan(damaged(imei(4)))
    await until(async () => (await before.journal.lastEntry()) > entries, 'the entry')
    await before.abandon()

    const after = await openStation({ ...options, station: 'S14', folder: before.folder, plant: { imeiLuhn: 'off' } })
    await after.desk.station.idle()
    expect(after.state().last?.word).toBe('imei-check-digit')
    expect(await device(damaged(imei(4)))).toBeNull()
    await after.close()
  })
})
