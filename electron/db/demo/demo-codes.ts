import type { Db } from 'mongodb'
import { readDevice } from '../../../shared/schemas/device.ts'
import { readProductionOrder } from '../../../shared/schemas/production-order.ts'
import { orderStationSettings } from '../../../shared/schemas/station-reference.ts'
import type { DemoPerson } from '../../../shared/state.ts'
import { type Collections, collections } from '../collections/collections.ts'
import { badgeHash, newBadgeToken } from '../people/badges.ts'
import type { DemoSheet, SheetBadge, SheetBadUnit, SheetOrder, SheetUnit } from './demo-sheet.ts'
import { type DemoReference, demoReferences } from './references.ts'
import { demoIccid, demoImei, firstFreeSerial, iccidWith } from './unit-numbers.ts'

/** Units on the sheet for each open order. */
const freshPerOrder = 10
const toVerifyPerOrder = 6
/** Serial numbers that one order's fresh units may come from. */
const serialsPerOrder = 5000
/** Behind those of every order. */
const spareIndex = 90

/** Badges, travellers and units for the orders that are open now. Makes new badges; the earlier ones are revoked. */
export async function gatherDemoSheet(db: Db, people: readonly DemoPerson[]): Promise<DemoSheet> {
  const tables = collections(db)
  const orders = await openOrders(tables)
  const [first] = orders
  if (first === undefined) throw new Error('no order of the demo plant is open')
  return {
    badges: await newBadges(tables, people, new Date()),
    orders,
    badFor: { order_number: first.order_number, pairing: first.pairing, units: await badUnits(tables, first) },
  }
}

async function newBadges(
  { badges }: Collections,
  people: readonly DemoPerson[],
  now: Date,
): Promise<readonly SheetBadge[]> {
  const made = people.map((person) => ({ ...person, token: newBadgeToken() }))
  const owners = people.map(({ employeeId }) => employeeId)
  await badges.updateMany({ employee_id: { $in: owners }, revoked_at: null }, { $set: { revoked_at: now } })
  await badges.insertMany(
    made.map(({ employeeId, token }) => ({
      _id: badgeHash(token),
      employee_id: employeeId,
      created_at: now,
      created_by: 'demo',
      revoked_at: null,
    })),
  )
  return made
}

async function openOrders(tables: Collections): Promise<SheetOrder[]> {
  const stored = await tables.orders
    .find({ status: { $in: ['in_progress', 'pending'] } })
    .sort({ production_line: 1, status: 1, order_number: 1 })
    .toArray()
  const sheet: SheetOrder[] = []
  for (const [index, document] of stored.entries()) {
    const order = readProductionOrder(document)
    const reference = referenceNamed(order.reference_number)
    const batch = order.batches.find((entry) => entry.produced < entry.quantity)
    if (reference === null || batch === undefined || order.production_line === null) continue
    const { pairing } = orderStationSettings(order.metadata)
    sheet.push({
      order_number: order.order_number,
      product_name: reference.product_name,
      nro_referencia: reference.reference_number,
      production_line: order.production_line,
      pairing,
      lote: batch.batch_number,
      fresh: await freshUnits(tables, reference, pairing === 'imei', index, freshPerOrder),
      toVerify: await unverified(tables, order.order_number, batch.batch_number),
    })
  }
  return sheet
}

/** Valid for the reference and on no device yet, neither the IMEI nor the ICCID. */
async function freshUnits(
  { devices }: Collections,
  reference: DemoReference,
  imeiOnly: boolean,
  orderIndex: number,
  count: number,
): Promise<SheetUnit[]> {
  const fresh: SheetUnit[] = []
  const from = firstFreeSerial + orderIndex * serialsPerOrder
  for (let serial = from; fresh.length < count && serial < from + serialsPerOrder; serial += 1) {
    const imei = demoImei(reference.tacs[serial % reference.tacs.length] ?? reference.tacs[0], serial)
    const iccid = imeiOnly ? null : demoIccid(reference, serial)
    const taken = iccid === null ? { imei } : { $or: [{ imei }, { ccid: iccid }] }
    if ((await devices.countDocuments(taken, { limit: 1 })) === 0) fresh.push({ imei, iccid })
  }
  return fresh
}

async function unverified({ devices }: Collections, nro_orden: string, lote: number): Promise<SheetUnit[]> {
  const found = await devices
    .find({ nro_orden, lote, estado: 'en_produccion', verificado: null, valido: { $ne: false } })
    .sort({ _id: 1 })
    .limit(toVerifyPerOrder)
    .toArray()
  return found.map((document) => {
    const { imei } = readDevice(document)
    return { imei, iccid: document.ccid }
  })
}

/** One code for each way in which a station refuses a unit. */
async function badUnits(tables: Collections, order: SheetOrder): Promise<SheetBadUnit[]> {
  const reference = referenceNamed(order.nro_referencia)
  const registered = await tables.devices.findOne({ ccid: { $type: 'string' }, valido: true }, { sort: { _id: 1 } })
  // Beyond the good ones of this order, so that none of them is on the sheet twice.
  const spares = await freshUnits(tables, reference ?? demoReferences.v16, false, spareIndex, 4)
  const [one, two, three, four] = spares
  if (reference === null || registered === null || !one || !two || !three || !four) return []
  const foreign = Object.values(demoReferences).find((other) => other.reference_number !== reference.reference_number)
  return [
    { why: 'imei-check-digit', imei: wrongCheckDigit(one.imei), iccid: one.iccid },
    { why: 'already-registered', imei: registered.imei, iccid: registered.ccid },
    { why: 'other-reference', imei: demoImei(foreign?.tacs[0] ?? '', firstFreeSerial), iccid: two.iccid },
    { why: 'iccid-on-other-device', imei: three.imei, iccid: registered.ccid },
    { why: 'iccid-other-prefix', imei: four.imei, iccid: iccidWith('893460', firstFreeSerial) },
    { why: 'not-a-unit', imei: '8412345678905', iccid: null },
  ]
}

function referenceNamed(number: string | null): DemoReference | null {
  return Object.values(demoReferences).find((reference) => reference.reference_number === number) ?? null
}

function wrongCheckDigit(imei: string): string {
  return imei.slice(0, -1) + String((Number(imei.slice(-1)) + 5) % 10)
}
