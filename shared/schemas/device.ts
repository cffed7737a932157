import { z } from 'zod'
import { freeObjectSchema } from './free-object.ts'
import { readLeniently } from './lenient.ts'
import { type ReadOf, reading } from './reading.ts'
import { deviceStates } from './stored-words.ts'

export { type DeviceState, deviceStates } from './stored-words.ts'

export const imeiSchema = z.string().regex(/^\d{15}$/)
/** Digits only: the platform's reader fails on anything else, so a filler `F` is stripped before. */
export const ccidSchema = z.string().regex(/^\d{19,22}$/)

export const warrantySchema = z.object({
  fecha_inicio: z.date().nullable().default(null),
  fecha_fin: z.date().nullable().default(null),
  duracion_meses: z.number().int().min(0).default(12),
  tipo: z.string().default('fabricante'),
  activa: z.boolean().default(false),
})

/** What station 2 leaves on a device that it read again. Ours. */
const verificationSchema = z.object({
  fecha: reading(z.date(), { fallback: new Date(0) }),
  operador: reading(z.string(), { fallback: '' }),
  linea: reading(z.number(), { fallback: 0 }),
  puesto: reading(z.number(), { fallback: 0 }),
  act: reading(z.string(), { fallback: '' }),
})

const text = z.string().nullable().default(null)
const whole = z.number().int().nullable().default(null)
const time = z.date().nullable().default(null)

/**
 * A device. `marca` is never null and `sku` is text, because the platform reads nothing else; `carton_id` and
 * `pallet_id` are its names for `package_no` and `num_palet` (see electron/db/collections/platform-fields.ts). `info_envio` has
 * no structure in the reference. `ose_act` and `verificado` are ours: see docs/data.md.
 */
export const deviceSchema = z.object({
  imei: reading(imeiSchema, { fallback: '' }),
  ccid: ccidSchema.nullable().default(null),
  nro_orden: text,
  lote: whole,
  linea: z.number().int().min(1).max(3).nullable().default(null),
  puesto: whole,
  marca: reading(z.string(), { absent: true }),
  nro_referencia: text,
  sku: text,
  estado: reading(z.enum(deviceStates), { fallback: '', text: 'shown' }),
  ubicacion_actual: text,
  package_no: text,
  carton_id: text,
  codigo_innerbox: text,
  codigo_unitario: text,
  num_palet: text,
  pallet_id: text,
  num_deposito: text,
  /** A customer's id; the platform's import also leaves a name here. */
  cliente: text,
  cliente_codigo: text,
  cliente_nombre: text,
  notificado: z.boolean().default(false),
  fecha_notificacion: time,
  garantia: warrantySchema.nullable().default(null),
  info_envio: freeObjectSchema.nullable().default(null),
  valido: z.boolean().default(true),
  errores: z.array(z.string()).nullable().default([]),
  metadata: freeObjectSchema.nullable().default({}),
  fecha_creacion: reading(z.date(), { absent: true }),
  fecha_actualizacion: reading(z.date(), { absent: true }),
  creado_por: text,
  fecha_importacion: time,
  ose_act: text,
  verificado: verificationSchema.nullable().default(null),
})
export type DeviceDocument = z.infer<typeof deviceSchema>

/** A device as the production station registers it: nothing of its place may be missing, and it carries its act. */
export const registeredDeviceSchema = deviceSchema.extend({
  nro_orden: z.string(),
  lote: z.number().int().min(1),
  linea: z.number().int().min(1).max(3),
  puesto: z.number().int().min(1),
  creado_por: z.string(),
  ose_act: z.string(),
})

/** A device as read: anything may be missing, and an `estado` we do not know is shown as it stands. */
export type Device = ReadOf<typeof deviceSchema>

export function readDevice(document: unknown): Device {
  return readLeniently(deviceSchema, document).value
}
