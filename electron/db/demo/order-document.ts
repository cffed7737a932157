import { countedAs } from '../../../shared/domain/device-state.ts'
import { type ProductionOrderDocument, productionOrderSchema } from '../../../shared/schemas/production-order.ts'
import type { OrderPlan } from './order-plans.ts'
import { demoDuties } from './people.ts'
import { demoReferences } from './references.ts'
import type { DemoDevice } from './unit-documents.ts'

/** Made once: each schema is compiled at its first use. */
const strictProductionOrderSchema = productionOrderSchema.strict()

const dayMs = 86_400_000

/** What a recount of devices by `estado` gives. */
export interface Figures {
  readonly produced: number
  readonly approved: number
  readonly rejected: number
}

export function recountOf(devices: readonly DemoDevice[]): Figures {
  const count = (counts: (estado: string) => boolean) => devices.filter((device) => counts(device.estado)).length
  return {
    produced: count(countedAs.produced),
    approved: count(countedAs.approved),
    rejected: count(countedAs.rejected),
  }
}

/** The order as its units have made it. @param devices of this order, oldest first */
export function orderDocument(plan: OrderPlan, devices: readonly DemoDevice[], now: number): ProductionOrderDocument {
  const reference = demoReferences[plan.reference]
  const quantity = plan.batches.reduce((sum, batch) => sum + batch, 0)
  const started = devices[0]?.fecha_creacion ?? null
  const changed = devices.reduce((latest, device) => Math.max(latest, device.fecha_actualizacion.getTime()), 0)
  const created = new Date((started?.getTime() ?? now) - 3 * dayMs)
  return strictProductionOrderSchema.parse({
    order_number: plan.order_number,
    reference_number: reference.reference_number,
    sku: reference.sku,
    product_name: reference.product_name,
    brand: reference.brand,
    quantity,
    ...recountOf(devices),
    status: plan.status,
    production_line: plan.line,
    responsible: demoDuties.responsible[plan.line - 1],
    created_at: created,
    start_date: started,
    end_date: plan.status === 'completed' ? new Date(lastMade(devices)) : null,
    estimated_completion: new Date(created.getTime() + 14 * dayMs),
    updated_at: new Date(Math.max(changed, created.getTime())),
    batches: plan.batches.map((planned, index) => {
      const units = devices.filter((device) => device.lote === index + 1)
      return batchDocument(plan, index + 1, planned, units)
    }),
    total_batches: plan.batches.length,
    labels_required: { label_80: quantity },
    notes: plan.notes,
    priority: plan.priority,
    metadata: { station: { pairing: plan.pairing, inspection: plan.inspection } },
  })
}

function batchDocument(plan: OrderPlan, batch_number: number, quantity: number, units: readonly DemoDevice[]) {
  const { produced } = recountOf(units)
  const isFull = produced >= quantity
  const [first] = units
  return {
    batch_number,
    quantity,
    workstation: first === undefined ? null : 1,
    operator: first === undefined ? null : demoDuties.register[plan.line - 1],
    start_date: first?.fecha_creacion ?? null,
    end_date: isFull ? new Date(lastMade(units)) : null,
    produced,
    status: isFull ? 'completed' : first === undefined ? 'pending' : 'in_progress',
  }
}

function lastMade(devices: readonly DemoDevice[]): number {
  return devices.reduce((latest, device) => Math.max(latest, device.fecha_creacion.getTime()), 0)
}
