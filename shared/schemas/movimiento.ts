import { z } from 'zod'
import { freeObjectSchema } from './free-object.ts'
import { objectIdTextSchema } from './object-id.ts'
import { type ReadOf, reading } from './reading.ts'
import { movementKinds } from './stored-words.ts'

export { type MovementKind, movementKinds } from './stored-words.ts'

export const movementOrigins = ['manual', 'app1', 'app2', 'import', 'api'] as const

const text = z.string().nullable().default(null)
const amount = z.number().nullable().default(null)

export const movimientoSchema = z.object({
  tipo: reading(z.enum(movementKinds), { text: 'shown' }),
  fecha: z.date(),
  /** The device's ObjectId as text: an ObjectId here is unreadable for the platform. */
  producto: objectIdTextSchema.nullable().default(null),
  imei: text,
  ccid: text,
  cantidad: z.number().int().min(1).default(1),
  cliente: text,
  cliente_nombre: text,
  cliente_codigo: text,
  deposito: text,
  deposito_destino: text,
  ubicacion_origen: text,
  ubicacion_destino: text,
  documento_referencia: text,
  orden_produccion: text,
  lote: z.number().int().nullable().default(null),
  usuario: text,
  usuario_nombre: text,
  /** The platform stores words of its own (`app1_send`). */
  origen: reading(z.enum(movementOrigins).default('manual'), { text: 'free' }),
  detalles: text,
  metadata: freeObjectSchema.nullable().default(null),
  costo_unitario: amount,
  costo_total: amount,
  moneda: z.string().nullable().default('EUR'),
  created_at: reading(z.date(), { absent: true }),
  updated_at: reading(z.date(), { absent: true }),
})
export type MovimientoDocument = z.infer<typeof movimientoSchema>
export type Movimiento = ReadOf<typeof movimientoSchema>
