import { z } from 'zod'

export const movementKinds = [
  'entrada',
  'salida',
  'envio',
  'transferencia',
  'ajuste',
  'devolucion',
  'produccion',
  'scrap',
] as const

export const movimientoSchema = z.object({
  tipo: z.enum(movementKinds),
  fecha: z.date(),
  /** The device's ObjectId as text: an ObjectId here is unreadable for the platform. */
  producto: z.string().regex(/^[0-9a-f]{24}$/),
  imei: z.string().regex(/^\d{15}$/),
  ccid: z.string().nullable(),
  cantidad: z.number().int().min(1),
  orden_produccion: z.string().nullable(),
  lote: z.number().int().nullable(),
  usuario: z.string(),
  usuario_nombre: z.string(),
  origen: z.enum(['manual', 'app1', 'app2', 'import', 'api']),
  detalles: z.string().nullable(),
  metadata: z.object({ app: z.literal('ose-station'), linea: z.number(), puesto: z.number() }),
  created_at: z.date(),
  updated_at: z.date(),
})
export type MovimientoDocument = z.infer<typeof movimientoSchema>
