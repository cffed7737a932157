import { z } from 'zod'

/**
 * The platform's event log, in its form: one event per device and state step. The act's first event has the act's id
 * as `_id`, which guards a retry; all of them carry it in `data.act`.
 */
export const deviceEventSchema = z.object({
  device_id: z.string().regex(/^[0-9a-f]{24}$/),
  imei: z.string(),
  ccid: z.string().nullable(),
  event_type: z.string().min(1),
  timestamp: z.date(),
  descripcion: z.string(),
  operator: z.string(),
  operator_name: z.string(),
  nro_orden: z.string().nullable(),
  lote: z.number().int().nullable(),
  linea: z.number().int().nullable(),
  puesto: z.number().int().nullable(),
  estado_anterior: z.string().nullable(),
  estado_nuevo: z.string().nullable(),
  data: z.object({
    act: z.string(),
    act_kind: z.string(),
    station: z.string(),
    reason: z.string().nullable(),
    /** Of an undo: the act that was taken back. */
    undoes: z.string().nullable(),
    /** Who gave the supervisor's right for one act. */
    supervisor: z.string().nullable(),
  }),
  origen: z.literal('api'),
})
export type DeviceEventDocument = z.infer<typeof deviceEventSchema>
