import type { DemoCustomer } from './customers.ts'
import { type DemoEmployee, demoEmployees, fullName, mailAddress } from './people.ts'
import { demoReferences } from './references.ts'
import type { DemoUnit, Identified, UnitDocuments } from './unit-documents.ts'
import { doerOf } from './workplaces.ts'

/** What leaves the plant of one order, in the reference's fields and the platform's own at once. */
export interface Outgoing {
  readonly pallets: readonly Identified<DemoPallet>[]
  readonly packages: readonly Identified<DemoPackage>[]
  readonly notifications: readonly Identified<DemoNotification>[]
}

/** ObjectIds are still text here: only `electron/db` knows the driver. */
type DemoPallet = ReturnType<typeof palletDocument>
type DemoPackage = ReturnType<typeof packageDocument>
type DemoNotification = ReturnType<typeof notificationDocument>

/** One parcel holds this many units at most; the others of its carton go by the customer's own carrier. */
const perParcel = 5
const carriers = ['Seur', 'Correos', 'DHL'] as const

export function outgoing(documents: readonly UnitDocuments[], nextId: (at: number) => string): Outgoing {
  const pallets = grouped(documents, ({ device }) => device.document.num_palet)
  const cartons = grouped(documents, ({ device, unit }) =>
    timeOf(unit, 'ship') === undefined ? null : device.document.package_no,
  )
  const parcelled = cartons.filter((units) => isByParcel(first(units).unit.delivery.customer.document))
  const notified = cartons
    .map((units) => units.filter(({ unit }) => timeOf(unit, 'notify') !== undefined))
    .filter((units) => units.length > 0)
  return {
    pallets: pallets.map((units) => identified(units, 'pack', palletDocument, nextId)),
    packages: parcelled.map((units) => identified(units, 'ship', packageDocument, nextId)),
    notifications: notified.map((units) => identified(units, 'notify', notificationDocument, nextId)),
  }
}

type Act = 'pack' | 'ship' | 'notify'

function identified<Document>(
  units: readonly UnitDocuments[],
  act: Act,
  document: (units: readonly UnitDocuments[], at: number) => Document,
  nextId: (at: number) => string,
): Identified<Document> {
  const at = units.reduce((latest, { unit }) => Math.max(latest, timeOf(unit, act) ?? 0), 0)
  return { id: nextId(at), document: document(units, at) }
}

function palletDocument(units: readonly UnitDocuments[], at: number) {
  const { unit } = first(units)
  const { pallet } = unit.delivery
  const cartons = [...new Set(units.map(({ unit: one }) => one.delivery.package_no))]
  const isGone = units.every(({ unit: one }) => timeOf(one, 'ship') !== undefined)
  return {
    pallet_number: pallet,
    qr_code: `QR-${pallet}`,
    tipo_contenido: 'caja',
    contenido_ids: cartons,
    dispositivos: [],
    pedido_id: unit.plan.order_number,
    pedido_ref: null,
    peso_kg: Math.round(units.length * 0.11 * 10) / 10,
    volumen_m3: 1.2,
    ubicacion: isGone ? null : 'Almacén A',
    creado_por: mailOf(unit, 'pack'),
    fecha_creacion: new Date(at),
    fecha_modificacion: null,
    estado: isGone ? 'entregado' : 'preparado',
    notas: null,
    pallet_id: pallet,
    order_number: unit.plan.order_number,
    carton_ids: cartons,
    carton_count: cartons.length,
    device_count: units.length,
    cliente_id: null,
    cliente_nombre: null,
  }
}

function packageDocument(units: readonly UnitDocuments[], at: number) {
  const { unit } = first(units)
  const { customer, package_no } = unit.delivery
  const sent = units.slice(0, perParcel)
  const running = package_no.slice(-9)
  const { name, city, postal_code, customer_code } = customer.document
  const carrier = carriers[Number(running) % carriers.length] ?? 'Seur'
  return {
    tracking_number: trackingNumber(carrier, package_no),
    transportista: carrier,
    order_code: `PEDWEB-${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}-${running}`,
    order_ref: null,
    cliente_id: customer.id,
    cliente_email: `${customer_code.toLowerCase()}@example.com`,
    cliente_nombre: name,
    cliente_telefono: null,
    direccion_envio: 'Calle Mayor 1',
    ciudad: city,
    codigo_postal: postal_code,
    pais: 'ES',
    dispositivos: sent.map(({ device }) => device.id),
    dispositivos_info: sent.map(({ device }) => ({
      imei: device.document.imei,
      modelo: demoReferences[unit.plan.reference].product_name,
      descripcion: null,
    })),
    peso_kg: Math.round(sent.length * 0.12 * 100) / 100,
    dimensiones: '30x20x10 cm',
    numero_bultos: 1,
    tipo: 'paqueteria',
    estado: timeOf(unit, 'notify') === undefined ? 'enviado' : 'entregado',
    fecha_envio: new Date(at),
    fecha_entrega_estimada: new Date(at + 2 * 86_400_000),
    fecha_entrega_real: timeOf(unit, 'notify') === undefined ? null : new Date(at + 86_400_000),
    email_enviado: true,
    fecha_email: new Date(at),
    enlace_seguimiento: null,
    creado_por: mailOf(unit, 'ship'),
    fecha_creacion: new Date(at),
    fecha_modificacion: null,
    notas: null,
  }
}

function notificationDocument(units: readonly UnitDocuments[], at: number) {
  const { unit } = first(units)
  const { customer, delivery_note } = unit.delivery
  const { name, customer_code } = customer.document
  const { employee_id } = doerOf('notify', unit.plan.line, unit.index)
  return {
    fecha: new Date(at),
    customer_id: customer.id,
    customer_name: name,
    customer_code,
    location: delivery_note,
    serials: units.map(({ device }) => ({
      imei: device.document.imei,
      ccid: device.document.ccid,
      iccid: device.document.ccid,
      package_no: device.document.package_no,
      device_id: device.id,
      marca: device.document.marca,
      modelo: demoReferences[unit.plan.reference].product_name,
    })),
    device_count: units.length,
    notified_count: units.length,
    failed_serials: [],
    csv_format: 'separated',
    csv_filename: `series_${delivery_note}.csv`,
    csv_content: null,
    email_to: `${customer_code.toLowerCase()}@example.com`,
    email_cc: [],
    email_sent: true,
    operator_id: employee_id,
    operator_name: nameOf(employee_id),
    operator_email: mailOf(unit, 'notify'),
    notes: null,
    errors: [],
  }
}

/** In the form that the platform accepts of each carrier. */
function trackingNumber(carrier: (typeof carriers)[number], package_no: string): string {
  const digits = package_no.slice(-14)
  switch (carrier) {
    case 'Seur':
      return `CX${digits.slice(-9)}ES`
    case 'Correos':
      return digits
    case 'DHL':
      return digits.slice(-11)
  }
}

function isByParcel({ customer_type }: DemoCustomer): boolean {
  return customer_type === 'reseller' || customer_type === 'end_user'
}

function timeOf({ steps }: DemoUnit, act: Act): number | undefined {
  return steps.find((step) => step.act === act)?.at
}

function nameOf(employee_id: string): string {
  return fullName(personOf(employee_id))
}

function mailOf(unit: DemoUnit, act: Act): string {
  return mailAddress(personOf(doerOf(act, unit.plan.line, unit.index).employee_id))
}

function personOf(employee_id: string): DemoEmployee {
  const person = demoEmployees.find((one) => one.employee_id === employee_id)
  if (person === undefined) throw new Error(`the demo plant employs no ${employee_id}`)
  return person
}

function grouped(
  documents: readonly UnitDocuments[],
  keyOf: (one: UnitDocuments) => string | null,
): (readonly UnitDocuments[])[] {
  const groups = new Map<string, UnitDocuments[]>()
  for (const one of documents) {
    const key = keyOf(one)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return [...groups.values()]
}

function first(units: readonly UnitDocuments[]): UnitDocuments {
  const [one] = units
  if (one === undefined) throw new Error('no carton is empty')
  return one
}
