import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { roomsRepository } from '../../electron/db/leases/rooms.ts'
import { createPlaces, createTopUp, obtainPlaces } from '../../electron/stations/production/places.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'

let plant: TestPlant
beforeAll(async () => {
  plant = await openTestPlant(inject('mongodbUri'))
})
afterAll(() => plant.close())

it('a scan that finds the block on its way counts it once', async () => {
  await plant.order({ order_number: 'ORD-ONCE', batches: [3] })
  const batch = { order_number: 'ORD-ONCE', lote: 1 }
  const rooms = roomsRepository(plant.database.collections)
  const places = createPlaces({})
  let deliver = (): void => undefined
  const isDelivered = new Promise<void>((resolve) => {
    deliver = resolve
  })
  let fetched = (): void => undefined
  const isFetched = new Promise<void>((resolve) => {
    fetched = resolve
  })
  const topUp = createTopUp(
    () => rooms,
    places,
    async (work) => {
      const got = await plant.database.client.withSession(work)
      fetched()
      await isDelivered
      return got
    },
    () => 'S01',
  )
  const onItsWay = topUp(batch)
  await isFetched
  const onSession = plant.database.client.withSession.bind(plant.database.client)
  expect(await obtainPlaces(rooms, places, onSession, batch, 'S01', () => 0)).toBeNull()
  const known = places.held(batch)
  deliver()
  await onItsWay
  const held = await rooms.held(batch, 'S01')
  expect(held).toBeGreaterThan(0)
  expect({ known, afterwards: places.held(batch) }).toEqual({ known: held, afterwards: held })
})
