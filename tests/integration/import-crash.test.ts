import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { SeenChange } from '../../electron/db/duty/foreign-log.ts'
import { watchPlant } from '../../electron/db/duty/plant-watch.ts'
import { recoverImports } from '../../electron/db/import/import-recovery.ts'
import { imei } from '../support/codes.ts'
import { beingWritten, csvOf, importing, value } from '../support/import-file.ts'
import { importOffice } from '../support/import-office.ts'
import { insertOrder } from '../support/plant.ts'

const plant = importOffice()

const units = 8000
const samePc = { installation: 'installation-of-the-test', run: 'the-next-start' }
const otherPc = { installation: 'another-pc', run: 'of-another-pc' }

async function counted() {
  const { devices, movimientos, deviceEvents } = plant.office.collections
  const [units, movements, events] = await Promise.all([
    devices.countDocuments(),
    movimientos.countDocuments(),
    deviceEvents.countDocuments(),
  ])
  return { units, movements, events }
}

/** Ends the thread that writes where it stands, between two of its commands or inside one. */
async function crash(mode: 'all' | 'good'): Promise<void> {
  const rows = Array.from({ length: units }, (_, index) => [imei(index), 'M', 'ORD-1'])
  const file = importing(plant.door, 'devices', csvOf([['imei', 'marca', 'orden'], ...rows]))
  expect(await file.check()).toMatchObject({ create: units })
  const running = plant.door.call('import.run', { mode, sha256: file.sha256 })
  await beingWritten(plant.door, 1000)
  await plant.door.importDesk.close()
  expect(await running).toMatchObject({ ok: false, error: { code: 'internal' } })
  // What the thread had sent is still carried out by the server.
  await wait(300)
}

describe('a program that ends in the middle', () => {
  it('of everything or nothing leaves nothing after the next start, and nothing to take for another program’s', async () => {
    await insertOrder(plant.office.database, { order_number: 'ORD-1', batches: [units] })
    const watch = await watching()
    await crash('all')
    const torn = await counted()
    expect(torn.units).toBeGreaterThan(0)
    expect(torn.units).toBeLessThan(units)

    // Whoever else is there leaves it alone as long as it may still be at work.
    expect(await recoverImports(plant.office.database, otherPc, null)).toEqual([])
    expect(await counted()).toEqual(torn)

    const ended = await recoverImports(plant.office.database, samePc, null)
    expect(ended).toMatchObject([{ state: 'undone', stored: 0, recovered: true }])
    expect(await counted()).toEqual({ units: 0, movements: 0, events: 0 })
    expect(await plant.office.collections.folds.findOne({ _id: 'ORD-1' })).toMatchObject({ dirty: true })
    expect(await plant.fold('ORD-1')).toMatchObject({ produced: 0 })
    expect(await recoverImports(plant.office.database, samePc, null)).toEqual([])
    expect(await watch.seen()).toEqual([])
  })

  it('of good rows keeps what is stored, and adds what belongs to it', async () => {
    await insertOrder(plant.office.database, { order_number: 'ORD-1', batches: [units] })
    const watch = await watching()
    await crash('good')
    const torn = await counted()
    expect(torn.units).toBeGreaterThan(0)
    expect(torn.units).toBeLessThan(units)

    // Another PC ends it once nobody has heard of it for a minute.
    await plant.office.collections.imports.updateMany({}, { $set: { until: new Date(Date.now() - 1000) } })
    const ended = await recoverImports(plant.office.database, otherPc, null)
    expect(ended).toMatchObject([{ state: 'done', stored: torn.units, recovered: true }])
    expect(await counted()).toEqual({ units: torn.units, movements: torn.units, events: torn.units })
    expect(await plant.fold('ORD-1')).toMatchObject({ produced: torn.units })
    expect(await value(plant.door.call('import.recent', {}))).toMatchObject({
      imports: [{ state: 'done', stored: torn.units, isRecovered: true }],
    })
    expect(await watch.seen()).toEqual([])
  })

  it('leaves a unit that somebody worked on meanwhile, with its history', async () => {
    await insertOrder(plant.office.database, { order_number: 'ORD-1', batches: [units] })
    await crash('all')
    const { devices, movimientos } = plant.office.collections
    const one = await devices.findOneAndUpdate({}, { $set: { estado: 'aprobado', ose_act: 'of-a-station' } })
    await recoverImports(plant.office.database, samePc, null)
    expect(await devices.find().toArray()).toMatchObject([{ imei: one?.imei, estado: 'aprobado' }])
    expect(await movimientos.find().toArray()).toMatchObject([{ imei: one?.imei, origen: 'import' }])
    expect(await counted()).toEqual({ units: 1, movements: 1, events: 1 })
  })
})

/** What a station that watches for other programs would have taken for theirs, once all changes are through. */
async function watching() {
  const { office } = plant
  const seen: SeenChange[] = []
  let isOpen = false
  const watch = watchPlant(office.database, office.log, {
    onChange: () => undefined,
    onForeign: async () => undefined,
    onGap: async () => {
      isOpen = true
    },
    note: async (changes) => void seen.push(...changes),
    position: { read: async () => null, keep: async () => undefined },
  })
  while (!isOpen) await wait(10)
  await wait(200)
  return {
    /** A change that is foreign for certain comes after all others. */
    async seen(): Promise<SeenChange[]> {
      await office.collections.devices.insertOne({ imei: imei(999_999), valido: true } as never)
      while (!seen.some(({ label }) => label === imei(999_999))) await wait(50)
      watch.close()
      return seen.filter(({ label }) => label !== imei(999_999))
    },
  }
}
