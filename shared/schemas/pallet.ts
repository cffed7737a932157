import { z } from 'zod'
import { objectIdSchema } from './object-id.ts'
import { type ReadOf, reading } from './reading.ts'
import { palletContents, palletStates } from './stored-words.ts'

export { palletContents, palletStates } from './stored-words.ts'

const text = z.string().nullable().default(null)
const amount = z.number().nullable().default(null)
const count = z.number().int().min(0).default(0)

/**
 * A pallet in the reference's form and in the platform's at once: one that has only the reference's fields breaks the
 * platform's list for everybody. Pallets that the platform imports have only its own, so the reference's may be absent.
 */
export const palletSchema = z.object({
  pallet_number: reading(z.string().min(1), { absent: true }),
  qr_code: reading(z.string().min(1), { absent: true }),
  tipo_contenido: reading(z.enum(palletContents), { text: 'free', absent: true }),
  contenido_ids: z.array(z.string()).default([]),
  dispositivos: z.array(reading(objectIdSchema, { text: 'shown' })).default([]),
  pedido_id: text,
  pedido_ref: reading(objectIdSchema.nullable().default(null), { text: 'shown' }),
  peso_kg: amount,
  volumen_m3: amount,
  ubicacion: text,
  creado_por: reading(z.string(), { absent: true }),
  fecha_creacion: z.date(),
  fecha_modificacion: z.date().nullable().default(null),
  estado: reading(z.enum(palletStates).default('preparado'), { text: 'free' }),
  notas: text,
  /** The platform's: the number again, the order or '' when mixed, and what stands on it. */
  pallet_id: reading(z.string().min(1), { absent: true }),
  order_number: z.string().default(''),
  carton_ids: z.array(z.string()).default([]),
  carton_count: count,
  device_count: count,
  cliente_id: text,
  cliente_nombre: text,
})
export type PalletDocument = z.infer<typeof palletSchema>
export type Pallet = ReadOf<typeof palletSchema>
