import { z } from 'zod'

export const deviceStates = [
  'en_produccion',
  'control_calidad',
  'aprobado',
  'rechazado',
  'empaquetado',
  'enviado',
  'activo',
  'defectuoso',
  'rma',
  'reemplazado',
  'retirado',
] as const
export type DeviceState = (typeof deviceStates)[number]

export const imeiSchema = z.string().regex(/^\d{15}$/)
/** Digits only: the platform's reader fails on anything else, so a filler `F` is stripped before. */
export const ccidSchema = z.string().regex(/^\d{19,22}$/)

/**
 * A device as the production station writes it. `marca` is never null and `sku` is text (the platform's reader);
 * `ose_act` is ours: the id of the act that wrote the device last, by which a change of another program is told
 * from ours; `verificado` is ours: when, where and by whom the unit was read again at station 2.
 */
export const deviceSchema = z.object({
  imei: imeiSchema,
  ccid: ccidSchema.nullable(),
  nro_orden: z.string(),
  lote: z.number().int().min(1),
  linea: z.number().int().min(1).max(3),
  puesto: z.number().int().min(1),
  marca: z.string(),
  nro_referencia: z.string().nullable(),
  sku: z.string().nullable(),
  estado: z.enum(deviceStates),
  ubicacion_actual: z.string().nullable(),
  cliente: z.string().nullable(),
  notificado: z.boolean(),
  valido: z.boolean(),
  errores: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
  fecha_creacion: z.date(),
  fecha_actualizacion: z.date(),
  creado_por: z.string(),
  ose_act: z.string(),
})
export type DeviceDocument = z.infer<typeof deviceSchema>

/** A device as read: anything may be missing, and an `estado` we do not know is shown as it stands. */
export const deviceReadSchema = z.object({
  imei: z.string().catch(''),
  ccid: z.string().nullable().catch(null),
  nro_orden: z.string().nullable().catch(null),
  lote: z.coerce.number().int().nullable().catch(null),
  linea: z.coerce.number().int().nullable().catch(null),
  puesto: z.coerce.number().int().nullable().catch(null),
  estado: z.string().catch(''),
  fecha_creacion: z.date().nullable().catch(null),
  fecha_actualizacion: z.date().nullable().catch(null),
  creado_por: z.string().nullable().catch(null),
  ose_act: z.string().nullable().catch(null),
  verificado: z
    .object({ fecha: z.date(), operador: z.string(), linea: z.number(), puesto: z.number(), act: z.string() })
    .nullable()
    .catch(null),
})
export type Device = z.infer<typeof deviceReadSchema>
