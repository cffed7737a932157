import { type DeviceDocument, deviceSchema } from '../../shared/schemas/device.ts'
import { type DeviceEventDocument, deviceEventSchema } from '../../shared/schemas/device-event.ts'
import { type MovimientoDocument, movimientoSchema } from '../../shared/schemas/movimiento.ts'
import type { DemoCustomer } from './customers.ts'
import type { OrderPlan } from './order-plans.ts'
import { demoEmployees, fullName } from './people.ts'
import { demoReferences } from './references.ts'
import { type DemoAct, eventOf, movementOf, type Step } from './unit-path.ts'
import { doerOf } from './workplaces.ts'

/** Made once: each schema is compiled at its first use. */
const strictDeviceSchema = deviceSchema.strict()
const strictDeviceEventSchema = deviceEventSchema.strict()
const strictMovimientoSchema = movimientoSchema.strict()

/** A document and the ObjectId it will get, as text: only `electron/db` knows the driver. */
export interface Identified<Document> {
  readonly id: string
  readonly document: Document
}

export interface TimedStep extends Step {
  readonly at: number
}

/** What a unit got on its way, beside what production writes. */
interface Delivery {
  readonly package_no: string
  readonly customer: Identified<DemoCustomer>
  readonly delivery_note: string
}

export interface DemoUnit {
  readonly plan: OrderPlan
  readonly index: number
  readonly lote: number
  readonly imei: string
  readonly iccid: string | null
  readonly steps: readonly TimedStep[]
  readonly delivery: Delivery
}

export interface UnitDocuments {
  readonly device: Identified<DeviceDocument>
  readonly movements: readonly Identified<MovimientoDocument>[]
  readonly events: readonly Identified<DeviceEventDocument>[]
}

const names: ReadonlyMap<string, string> = new Map(
  demoEmployees.map((person) => [person.employee_id, fullName(person)]),
)

/** The device as it stands today, and everything that was written about it on the way. */
export function unitDocuments(unit: DemoUnit, nextId: (at: number) => string): UnitDocuments {
  const [first] = unit.steps
  if (first === undefined) throw new Error('a unit of the demo plant is at least registered')
  const device = nextId(first.at)
  const movements: Identified<MovimientoDocument>[] = []
  const events: Identified<DeviceEventDocument>[] = []
  for (const step of unit.steps) {
    const act = nextId(step.at)
    events.push({ id: act, document: eventDocument(unit, step, device, act) })
    const tipo = movementOf(step.act)
    if (tipo !== null) movements.push({ id: nextId(step.at), document: movementDocument(unit, step, device, tipo) })
  }
  const acts = new Map(unit.steps.map((step, index) => [step.act, events[index]?.id ?? '']))
  return { device: { id: device, document: deviceDocument(unit, acts) }, movements, events }
}

function eventDocument(unit: DemoUnit, step: TimedStep, device: string, act: string): DeviceEventDocument {
  const { plan } = unit
  const doer = doerOf(step.act, plan.line, unit.index)
  return strictDeviceEventSchema.parse({
    device_id: device,
    imei: unit.imei,
    ccid: unit.iccid,
    ...eventOf(step.act),
    timestamp: new Date(step.at),
    operator: doer.employee_id,
    operator_name: names.get(doer.employee_id) ?? '',
    nro_orden: plan.order_number,
    lote: unit.lote,
    linea: plan.line,
    puesto: doer.puesto,
    estado_anterior: step.from,
    estado_nuevo: step.to,
    data: { act, act_kind: step.act, station: doer.station, reason: null, undoes: null, supervisor: null },
    origen: 'api',
  })
}

function movementDocument(unit: DemoUnit, step: TimedStep, device: string, tipo: string): MovimientoDocument {
  const { plan, delivery } = unit
  const doer = doerOf(step.act, plan.line, unit.index)
  const at = new Date(step.at)
  const document = strictMovimientoSchema.parse({
    tipo,
    fecha: at,
    producto: device,
    imei: unit.imei,
    ccid: unit.iccid,
    cantidad: 1,
    orden_produccion: plan.order_number,
    lote: unit.lote,
    usuario: doer.employee_id,
    usuario_nombre: names.get(doer.employee_id) ?? '',
    origen: 'api',
    detalles: null,
    metadata: { app: 'ose-station', linea: plan.line, puesto: doer.puesto ?? 2 },
    created_at: at,
    updated_at: at,
  })
  if (step.act !== 'ship' && step.act !== 'return') return document
  return { ...document, ...customerFields(delivery), ...noteField(delivery) }
}

function deviceDocument(unit: DemoUnit, acts: ReadonlyMap<DemoAct, string>): DeviceDocument {
  const { plan, steps, delivery } = unit
  const reference = demoReferences[plan.reference]
  const timeOf = (act: DemoAct) => steps.find((step) => step.act === act)?.at
  const registered = steps[0]?.at ?? 0
  const last = steps[steps.length - 1]
  const shipped = timeOf('ship')
  const notified = timeOf('notify')
  const verified = timeOf('verify')
  const document = strictDeviceSchema.parse({
    imei: unit.imei,
    ccid: unit.iccid,
    nro_orden: plan.order_number,
    lote: unit.lote,
    linea: plan.line,
    puesto: 1,
    marca: reference.brand,
    nro_referencia: reference.reference_number,
    // Text on devices, a number on orders: the platform reads nothing else.
    sku: String(reference.sku),
    estado: last?.to,
    ubicacion_actual: placeOf(unit, last),
    cliente: shipped === undefined ? null : delivery.customer.id,
    notificado: notified !== undefined,
    valido: true,
    errores: [],
    metadata: {},
    fecha_creacion: new Date(registered),
    fecha_actualizacion: new Date(last?.at ?? registered),
    creado_por: doerOf('register', plan.line, unit.index).employee_id,
    ose_act: last === undefined ? '' : acts.get(last.act),
  })
  return {
    ...document,
    ...(verified !== undefined && { verificado: verification(unit, verified, acts.get('verify') ?? '') }),
    // The platform reads `carton_id`, the reference says `package_no`.
    ...(timeOf('pack') !== undefined && { package_no: delivery.package_no, carton_id: delivery.package_no }),
    ...(shipped !== undefined && customerFields(delivery)),
    ...(notified !== undefined && { fecha_notificacion: new Date(notified), garantia: warranty(notified) }),
  }
}

function verification({ plan, index }: DemoUnit, at: number, act: string) {
  const { employee_id } = doerOf('verify', plan.line, index)
  return { fecha: new Date(at), operador: employee_id, linea: plan.line, puesto: 2, act }
}

function customerFields({ customer }: Delivery) {
  const { customer_code, name } = customer.document
  return { cliente: customer.id, cliente_codigo: customer_code, cliente_nombre: name }
}

/** Of the reference, and in no schema of a station yet: shipping is not built. */
function noteField({ delivery_note }: Delivery) {
  return { documento_referencia: delivery_note }
}

function warranty(from: number) {
  const end = new Date(from)
  end.setUTCFullYear(end.getUTCFullYear() + 1)
  return { fecha_inicio: new Date(from), fecha_fin: end, duracion_meses: 12, tipo: 'fabricante', activa: true }
}

function placeOf({ delivery }: DemoUnit, last: TimedStep | undefined): string | null {
  switch (last?.to) {
    case 'empaquetado':
      return 'Almacén A'
    case 'enviado':
    case 'activo':
    case 'defectuoso':
      return `Cliente - ${delivery.customer.document.name}`
    case 'rma':
    case 'reemplazado':
      return 'Taller RMA'
    default:
      return null
  }
}
