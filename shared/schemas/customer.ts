import { z } from 'zod'
import { emailSchema } from './employee.ts'

export const customerSchema = z.object({
  customer_code: z.string().regex(/^[A-Z0-9-]{3,30}$/),
  customer_type: z.enum(['end_user', 'distributor', 'reseller', 'enterprise', 'government']),
  status: z.enum(['active', 'inactive', 'suspended', 'blacklisted']),
  company_name: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  tax_id: z.string().nullable(),
  email: emailSchema,
  phone: z.string().nullable(),
  address: z
    .object({ street: z.string(), city: z.string(), state: z.string(), postal_code: z.string(), country: z.string() })
    .nullable(),
  devices_count: z.number().int(),
  active_devices_count: z.number().int(),
  tickets_count: z.number().int(),
  rma_count: z.number().int(),
  contacts: z.array(z.unknown()),
  tags: z.array(z.string()),
  created_at: z.date(),
  updated_at: z.date(),
})
export type CustomerDocument = z.infer<typeof customerSchema>
