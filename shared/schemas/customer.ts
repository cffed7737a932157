import { z } from 'zod'
import { emailSchema } from './employee.ts'
import { freeObjectSchema } from './free-object.ts'
import { type ReadOf, reading } from './reading.ts'
import { customerStatuses, customerTypes } from './stored-words.ts'

export { type CustomerStatus, customerStatuses, customerTypes } from './stored-words.ts'

const text = z.string().nullable().default(null)
const count = z.number().int().min(0).default(0)

/** Never null inside: the platform cannot read a customer with half an address. */
export const addressSchema = z.object({
  street: z.string().default(''),
  city: z.string().default(''),
  state: z.string().default(''),
  postal_code: z.string().default(''),
  country: z.string().default(''),
})

export const contactSchema = z.object({
  name: z.string(),
  role: text,
  email: text,
  phone: text,
  added_at: z.date().nullable().default(null),
})

export const customerSchema = z.object({
  /** Upper case: the platform looks it up in that form. */
  customer_code: reading(
    z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9-]{3,30}$/),
    { fallback: '' },
  ),
  customer_type: reading(z.enum(customerTypes), { text: 'shown' }),
  status: reading(z.enum(customerStatuses), { text: 'shown' }),
  company_name: text,
  first_name: text,
  last_name: text,
  tax_id: text,
  email: emailSchema,
  phone: text,
  mobile: text,
  website: text,
  address: addressSchema.nullable().default(null),
  billing_address: addressSchema.nullable().default(null),
  devices_count: count,
  active_devices_count: count,
  tickets_count: count,
  rma_count: count,
  discount_rate: z.number().min(0).max(100).nullable().default(null),
  payment_terms: text,
  credit_limit: z.number().nullable().default(null),
  contacts: z.array(contactSchema).default([]),
  notes: text,
  preferences: freeObjectSchema.nullable().default(null),
  tags: z.array(z.string()).default([]),
  created_at: z.date(),
  updated_at: z.date(),
  last_purchase_date: z.date().nullable().default(null),
  metadata: freeObjectSchema.nullable().default(null),
})
export type CustomerDocument = z.infer<typeof customerSchema>
export type Customer = ReadOf<typeof customerSchema>
