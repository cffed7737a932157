import type { DemoCustomer } from './customers.ts'
import type { OrderPlan } from './order-plans.ts'
import { demoEmployees, fullName } from './people.ts'
import { demoReferences } from './references.ts'
import { type DemoAct, eventOf, movementOf, type Step } from './unit-path.ts'
import { doerOf } from './workplaces.ts'

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
  readonly inner_box: string
  readonly pallet: string
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

/**
 * Written field by field and not through the schemas: a plant of ten million units would spend most of its time there.
 * The tests hold every document against them.
 */
export type DemoDevice = ReturnType<typeof deviceDocument>
export type DemoMovement = ReturnType<typeof movementDocument>
export type DemoEvent = ReturnType<typeof eventDocument>

export interface UnitDocuments {
  readonly unit: DemoUnit
  readonly device: Identified<DemoDevice>
  readonly movements: readonly Identified<DemoMovement>[]
  readonly events: readonly Identified<DemoEvent>[]
}

const names: ReadonlyMap<string, string> = new Map(
  demoEmployees.map((person) => [person.employee_id, fullName(person)]),
)

/** The device as it stands today, and everything that was written about it on the way. */
export function unitDocuments(unit: DemoUnit, nextId: (at: number) => string): UnitDocuments {
  const [first] = unit.steps
  if (first === undefined) throw new Error('a unit of the demo plant is at least registered')
  const device = nextId(first.at)
  const movements: Identified<DemoMovement>[] = []
  const events: Identified<DemoEvent>[] = []
  for (const step of unit.steps) {
    const act = nextId(step.at)
    events.push({ id: act, document: eventDocument(unit, step, device, act) })
    const tipo = movementOf(step.act)
    if (tipo !== null) movements.push({ id: nextId(step.at), document: movementDocument(unit, step, device, tipo) })
  }
  const acts = new Map(unit.steps.map((step, index) => [step.act, events[index]?.id ?? '']))
  return { unit, device: { id: device, document: deviceDocument(unit, acts) }, movements, events }
}

function eventDocument(unit: DemoUnit, step: TimedStep, device: string, act: string) {
  const { plan } = unit
  const doer = doerOf(step.act, plan.line, unit.index)
  return {
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
    origen: 'api' as const,
  }
}

function movementDocument(unit: DemoUnit, step: TimedStep, device: string, tipo: string) {
  const { plan, delivery } = unit
  const doer = doerOf(step.act, plan.line, unit.index)
  const at = new Date(step.at)
  const delivered = step.act === 'ship' || step.act === 'return'
  return {
    tipo,
    fecha: at,
    producto: device,
    imei: unit.imei,
    ccid: unit.iccid,
    cantidad: 1,
    ...customerFields(delivered ? delivery : null),
    deposito: step.act === 'ship' ? 'DEP-001' : null,
    deposito_destino: null,
    ubicacion_origen: null,
    ubicacion_destino: null,
    documento_referencia: delivered ? delivery.delivery_note : null,
    orden_produccion: plan.order_number,
    lote: unit.lote,
    usuario: doer.employee_id,
    usuario_nombre: names.get(doer.employee_id) ?? '',
    origen: 'api' as const,
    detalles: null,
    metadata: { app: 'ose-station' as const, linea: plan.line, puesto: doer.puesto ?? 2 },
    costo_unitario: null,
    costo_total: null,
    moneda: 'EUR',
    created_at: at,
    updated_at: at,
  }
}

function deviceDocument(unit: DemoUnit, acts: ReadonlyMap<DemoAct, string>) {
  const { plan, steps, delivery } = unit
  const reference = demoReferences[plan.reference]
  const timeOf = (act: DemoAct) => steps.find((step) => step.act === act)?.at
  const last = steps[steps.length - 1]
  if (last === undefined) throw new Error('a unit of the demo plant is at least registered')
  const registered = steps[0]?.at ?? last.at
  const notified = timeOf('notify')
  const verified = timeOf('verify')
  const isPacked = timeOf('pack') !== undefined
  return {
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
    estado: last.to,
    ubicacion_actual: placeOf(unit, last),
    // The platform reads `carton_id` and `pallet_id`, the reference says `package_no` and `num_palet`.
    package_no: isPacked ? delivery.package_no : null,
    carton_id: isPacked ? delivery.package_no : null,
    codigo_innerbox: isPacked ? delivery.inner_box : null,
    codigo_unitario: null,
    num_palet: isPacked ? delivery.pallet : null,
    pallet_id: isPacked ? delivery.pallet : null,
    num_deposito: null,
    ...customerFields(timeOf('ship') === undefined ? null : delivery),
    notificado: notified !== undefined,
    fecha_notificacion: notified === undefined ? null : new Date(notified),
    garantia: notified === undefined ? null : warranty(notified),
    info_envio: null,
    valido: true,
    errores: [],
    metadata: {},
    fecha_creacion: new Date(registered),
    fecha_actualizacion: new Date(last.at),
    creado_por: doerOf('register', plan.line, unit.index).employee_id,
    fecha_importacion: null,
    ose_act: acts.get(last.act) ?? '',
    verificado: verified === undefined ? null : verification(unit, verified, acts.get('verify') ?? ''),
  }
}

function verification({ plan, index }: DemoUnit, at: number, act: string) {
  const { employee_id } = doerOf('verify', plan.line, index)
  return { fecha: new Date(at), operador: employee_id, linea: plan.line, puesto: 2, act }
}

function customerFields(delivery: Delivery | null) {
  if (delivery === null) return { cliente: null, cliente_codigo: null, cliente_nombre: null }
  const { id, document } = delivery.customer
  return { cliente: id, cliente_codigo: document.customer_code, cliente_nombre: document.name }
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
