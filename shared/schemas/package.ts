import { z } from 'zod'
import { emailSchema } from './employee.ts'
import { objectIdSchema } from './object-id.ts'
import { type ReadOf, reading } from './reading.ts'
import { packageStates } from './stored-words.ts'

export { packageStates } from './stored-words.ts'

const text = z.string().nullable().default(null)
const time = z.date().nullable().default(null)
const link = reading(objectIdSchema.nullable().default(null), { text: 'shown' })

export const packageDeviceSchema = z.object({ imei: z.string(), modelo: text, descripcion: text })

/** A parcel with its tracking number; a carton is no package. */
export const packageSchema = z.object({
  tracking_number: reading(z.string().min(1), { fallback: '' }),
  transportista: z.string(),
  order_code: z.string(),
  order_ref: link,
  cliente_id: link,
  cliente_email: emailSchema,
  cliente_nombre: text,
  cliente_telefono: text,
  direccion_envio: text,
  ciudad: text,
  codigo_postal: text,
  pais: z.string().default('ES'),
  dispositivos: z.array(reading(objectIdSchema, { text: 'shown' })).default([]),
  dispositivos_info: z.array(packageDeviceSchema).default([]),
  peso_kg: z.number().nullable().default(null),
  dimensiones: text,
  numero_bultos: z.number().int().min(1).default(1),
  tipo: z.string().default('paqueteria'),
  estado: reading(z.enum(packageStates).default('preparado'), { text: 'free' }),
  fecha_envio: time,
  fecha_entrega_estimada: time,
  fecha_entrega_real: time,
  email_enviado: z.boolean().default(false),
  fecha_email: time,
  enlace_seguimiento: text,
  creado_por: z.string(),
  fecha_creacion: z.date(),
  fecha_modificacion: time,
  notas: text,
})
export type PackageDocument = z.infer<typeof packageSchema>
export type Package = ReadOf<typeof packageSchema>
