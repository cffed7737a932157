import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { addFollowUp } from '../../electron/db/duty/follow-ups.ts'
import { createFollowUps } from '../../electron/station/follow-ups.ts'
import { newId } from '../../electron/station/ids.ts'
import { idAt } from '../../shared/station/id-at.ts'
import { imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import type { CloseAct } from '../trial/acts.ts'

const size = 1100
let plant: TestPlant
beforeAll(async () => {
  plant = await openTestPlant(inject('mongodbUri'))
  const devices = Array.from({ length: size }, (_, n) => ({
    ...{ imei: imei(n), estado: 'aprobado', valido: true, nro_orden: 'ORD-F', lote: 1, marca: 'B' },
  }))
  await plant.database.db.collection('devices').insertMany(devices)
})
afterAll(() => plant.close())

test('an act on more units than one transaction may touch: part by part, each unit once, over a change of the duty', async () => {
  const { database } = plant
  const act: CloseAct = {
    ...{ act: newId(Date.now()), at: Date.now(), scanId: 's', word: 'trialbench', kind: 'close' },
    ...{ reversible: false, instead: null, operator: { employee_id: 'EMP-007', name: 'Ana' } },
    workplace: { station: 'S01', linea: null, puesto: null },
    subject: { kind: 'carton', number: 'C-1', order_number: 'ORD-F' },
    facts: { units: Array.from({ length: size }, (_, n) => ({ imei: imei(n), device: null })) },
  }
  const decide = database.client.startSession()
  await decide.withTransaction(() => addFollowUp(database.collections, decide, act))
  const logged: string[] = []
  const log = (event: string) => {
    logged.push(event)
    return 'id'
  }
  const packed = () => database.collections.devices.countDocuments({ estado: 'empaquetado' })

  // The first station loses the duty after its first part.
  let parts = 0
  await createFollowUps(database, log).run(decide, async () => parts++ < 1)
  expect(await packed()).toBe(500)
  // Two that both take themselves for the one with the duty.
  const sessions = [database.client.startSession(), database.client.startSession()]
  await Promise.all(sessions.map((session) => createFollowUps(database, log).run(session, async () => true)))
  await createFollowUps(database, log).run(decide, async () => true)
  expect(await packed()).toBe(size)
  expect(logged).toEqual([])

  const events = await database.collections.deviceEvents.find({ event_type: 'packed' }).sort({ _id: 1 }).toArray()
  expect(events.map((event) => [String(event._id), event.imei])).toEqual(
    Array.from({ length: size }, (_, n) => [idAt(act.act, n), imei(n)]),
  )
  expect(new Set(events.map((event) => event.operator))).toEqual(new Set(['EMP-007']))
  expect(await database.collections.followUps.findOne({ _id: new ObjectId(act.act) })).toMatchObject({ open: false })
  await Promise.all([decide, ...sessions].map((session) => session.endSession()))
})

test('one that this program cannot do is said once, and keeps none behind it from being done', async () => {
  const { database } = plant
  const strange = { act: {}, next: 0, open: true, at: new Date(), updated_at: new Date() }
  await database.collections.followUps.insertMany([
    { _id: new ObjectId('0'.repeat(24)), word: 'trialbench', ...strange },
    // Of a station that this program does not have: left to the one that has it.
    { _id: new ObjectId('1'.repeat(24)), word: 'moon', ...strange },
  ])
  const logged: string[] = []
  const followUps = createFollowUps(database, (event) => {
    logged.push(event)
    return 'id'
  })
  const session = database.client.startSession()
  for (let times = 0; times < 3; times++) await followUps.run(session, async () => true)
  expect(logged).toEqual(['follow-up.failed'])
  await session.endSession()
})
