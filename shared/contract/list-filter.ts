import { z } from 'zod'
import {
  customerStatuses,
  customerTypes,
  deviceStates,
  employeeRoles,
  employeeStatuses,
  movementKinds,
  orderStatuses,
} from '../schemas/stored-words.ts'

/*
 * What a list may be narrowed by, one object per view of `shared/lists.ts`. Every value is a text, a number or a word:
 * nothing that a database could read as an operator.
 */

const text = z.string().trim().min(1).max(200)
/** Epoch ms, within what a date can be. */
const moment = z.number().int().min(-8.64e15).max(8.64e15)
const dates = { from: moment.nullable(), to: moment.nullable() }
const lineSchema = z.union([z.literal(1), z.literal(2), z.literal(3)])
const estado = z.enum(deviceStates)

const devices = z.discriminatedUnion('view', [
  z.object({ view: z.literal('newest'), ...dates }).strict(),
  z.object({ view: z.literal('imei'), imei: text }).strict(),
  z.object({ view: z.literal('iccid'), iccid: text }).strict(),
  z.object({ view: z.literal('order'), order: text, estado: estado.nullable() }).strict(),
  z.object({ view: z.literal('batch'), order: text, lote: z.number().int().min(1).max(1_000_000) }).strict(),
  z.object({ view: z.literal('state'), estado }).strict(),
  z.object({ view: z.literal('customer'), customer: text, estado }).strict(),
  z.object({ view: z.literal('to-notify') }).strict(),
  z.object({ view: z.literal('carton'), carton: text }).strict(),
  z.object({ view: z.literal('pallet'), pallet: text }).strict(),
])

const orders = z.discriminatedUnion('view', [
  z.object({ view: z.literal('active'), ...dates }).strict(),
  z.object({ view: z.literal('status'), status: z.enum(orderStatuses), ...dates }).strict(),
  z.object({ view: z.literal('line'), line: lineSchema, status: z.enum(orderStatuses), ...dates }).strict(),
  z.object({ view: z.literal('number'), order: text }).strict(),
])

const movements = z.discriminatedUnion('view', [
  z.object({ view: z.literal('kind'), tipo: z.enum(movementKinds), ...dates }).strict(),
  z.object({ view: z.literal('shipments'), customer: text, ...dates }).strict(),
  z.object({ view: z.literal('imei'), imei: text }).strict(),
  z.object({ view: z.literal('document'), document: text }).strict(),
])

const customers = z.discriminatedUnion('view', [
  z.object({ view: z.literal('status'), status: z.enum(customerStatuses), ...dates }).strict(),
  z.object({ view: z.literal('type'), type: z.enum(customerTypes), ...dates }).strict(),
  z.object({ view: z.literal('words'), words: text }).strict(),
  z.object({ view: z.literal('code'), code: text }).strict(),
  z.object({ view: z.literal('email'), email: text }).strict(),
])

const notifications = z.discriminatedUnion('view', [
  z.object({ view: z.literal('newest'), ...dates }).strict(),
  z.object({ view: z.literal('customer'), customer: text, ...dates }).strict(),
  z.object({ view: z.literal('failed'), ...dates }).strict(),
  z.object({ view: z.literal('location'), location: text }).strict(),
])

const packages = z.discriminatedUnion('view', [
  z.object({ view: z.literal('undelivered'), ...dates }).strict(),
  // Any word: the platform stores more than the reference's five.
  z.object({ view: z.literal('state'), estado: text, ...dates }).strict(),
  z.object({ view: z.literal('tracking'), tracking: text }).strict(),
  z.object({ view: z.literal('order'), web_order: text }).strict(),
])

const pallets = z.discriminatedUnion('view', [
  z.object({ view: z.literal('state'), estado: text, ...dates }).strict(),
  z.object({ view: z.literal('number'), pallet: text }).strict(),
  z.object({ view: z.literal('qr'), qr: text }).strict(),
])

const employees = z.discriminatedUnion('view', [
  z.object({ view: z.literal('all') }).strict(),
  z.object({ view: z.literal('status'), status: z.enum(employeeStatuses) }).strict(),
  z.object({ view: z.literal('role'), role: z.enum(employeeRoles) }).strict(),
])

export const listFilterSchema = z.discriminatedUnion('list', [
  z.object({ list: z.literal('devices'), by: devices }).strict(),
  z.object({ list: z.literal('orders'), by: orders }).strict(),
  z.object({ list: z.literal('movements'), by: movements }).strict(),
  z.object({ list: z.literal('customers'), by: customers }).strict(),
  z.object({ list: z.literal('notifications'), by: notifications }).strict(),
  z.object({ list: z.literal('packages'), by: packages }).strict(),
  z.object({ list: z.literal('pallets'), by: pallets }).strict(),
  z.object({ list: z.literal('employees'), by: employees }).strict(),
])

/** One list and what it is narrowed to. */
export type ListFilter = z.output<typeof listFilterSchema>
export type FilterOf<Name extends ListFilter['list']> = Extract<ListFilter, { list: Name }>['by']
