import { z } from 'zod'
import { type ReadOf, reading } from './reading.ts'

export const csvFormats = ['separated', 'unified', 'detailed', 'compact'] as const

const text = z.string().nullable().default(null)
const count = z.number().int().min(0).default(0)

/** `iccid` and `package_no` are the platform's spelling: without them its "repeat" button finds no SIM. */
export const notifiedSerialSchema = z.object({
  imei: z.string(),
  ccid: text,
  iccid: text,
  package_no: text,
  device_id: text,
  marca: text,
  modelo: text,
})

export const seriesNotificationSchema = z.object({
  fecha: z.date(),
  customer_id: text,
  customer_name: text,
  customer_code: text,
  location: z.string(),
  serials: z.array(notifiedSerialSchema).default([]),
  device_count: count,
  notified_count: count,
  failed_serials: z.array(z.string()).default([]),
  /** The platform stores four more formats of its own. */
  csv_format: reading(z.enum(csvFormats).default('separated'), { text: 'free' }),
  csv_filename: z.string(),
  csv_content: text,
  email_to: z.string(),
  email_cc: z.array(z.string()).nullable().default([]),
  email_sent: z.boolean().default(false),
  operator_id: z.string(),
  operator_name: z.string(),
  operator_email: z.string(),
  notes: text,
  errors: z.array(z.string()).nullable().default([]),
})
export type SeriesNotificationDocument = z.infer<typeof seriesNotificationSchema>
export type SeriesNotification = ReadOf<typeof seriesNotificationSchema>
