import { type CustomerDocument, customerSchema } from '../../../shared/schemas/customer.ts'

/** Made once: each schema is compiled at its first use. */
const strictCustomerSchema = customerSchema.strict()

export interface DemoCustomer {
  readonly customer_code: string
  readonly customer_type: CustomerDocument['customer_type']
  readonly status: CustomerDocument['status']
  readonly name: string
  readonly city: string
  readonly postal_code: string
  readonly isPerson?: true
}

/** Names and addresses are invented; the mail domain is kept for examples (RFC 2606), so nothing ever arrives. */
export const demoCustomers: readonly DemoCustomer[] = [
  customer(1, 'distributor', 'active', 'Recambios Levante SL', 'Valencia', '46001'),
  customer(2, 'distributor', 'active', 'Suministros del Norte SA', 'Bilbao', '48001'),
  customer(3, 'enterprise', 'active', 'Transportes Guadiana SL', 'Badajoz', '06001'),
  customer(4, 'reseller', 'active', 'Electrónica Ribera', 'Zaragoza', '50001'),
  customer(5, 'government', 'active', 'Parque móvil provincial', 'Toledo', '45001'),
  customer(6, 'enterprise', 'active', 'Flotas Meseta SA', 'Valladolid', '47001'),
  customer(7, 'reseller', 'active', 'Auto Accesorios Sur', 'Sevilla', '41001'),
  customer(8, 'distributor', 'active', 'Gestión Vial Atlántica SL', 'Vigo', '36201'),
  customer(9, 'enterprise', 'suspended', 'Logística Penibética SL', 'Granada', '18001'),
  customer(10, 'end_user', 'active', 'Andrés Quintana Vela', 'Madrid', '28001', true),
  customer(11, 'end_user', 'inactive', 'Silvia Aguado Torres', 'Murcia', '30001', true),
  customer(12, 'reseller', 'blacklisted', 'Comercial Poniente', 'Huelva', '21001'),
]

const towns = [
  ['Madrid', '28001'],
  ['Alicante', '03001'],
  ['Gijón', '33201'],
  ['Lugo', '27001'],
  ['Málaga', '29001'],
  ['Tarragona', '43001'],
  ['Logroño', '26001'],
] as const
const trades = ['Recambios', 'Flotas', 'Talleres', 'Suministros', 'Electrónica', 'Transportes'] as const
const kinds = ['distributor', 'reseller', 'enterprise'] as const

/** The demo plant's own, and as many more as a larger plant has. */
export function demoCustomersOf(count: number): readonly DemoCustomer[] {
  const more = Array.from({ length: Math.max(0, count - demoCustomers.length) }, (_, index) => {
    const [city, postal_code] = towns[index % towns.length] ?? towns[0]
    const kind = kinds[index % kinds.length] ?? 'enterprise'
    const name = `${trades[index % trades.length]} ${city} ${index + 1} SL`
    return customer(demoCustomers.length + 1 + index, kind, 'active', name, city, postal_code)
  })
  return [...demoCustomers, ...more]
}

/** Only these are supplied. */
export function isSupplied({ status }: DemoCustomer): boolean {
  return status === 'active'
}

function customer(
  number: number,
  customer_type: DemoCustomer['customer_type'],
  status: DemoCustomer['status'],
  name: string,
  city: string,
  postal_code: string,
  isPerson?: true,
): DemoCustomer {
  const customer_code = `CUST-${String(number).padStart(3, '0')}`
  return { customer_code, customer_type, status, name, city, postal_code, ...(isPerson && { isPerson }) }
}

export interface CustomerCounts {
  readonly devices: number
  readonly active: number
  readonly rma: number
}

export function customerDocument(from: DemoCustomer, counts: CustomerCounts, now: number): CustomerDocument {
  const [first = '', ...last] = from.name.split(' ')
  return strictCustomerSchema.parse({
    customer_code: from.customer_code,
    customer_type: from.customer_type,
    status: from.status,
    company_name: from.isPerson ? null : from.name,
    first_name: from.isPerson ? first : null,
    last_name: from.isPerson ? last.join(' ') : null,
    tax_id: null,
    email: `${from.customer_code.toLowerCase()}@example.com`,
    phone: null,
    address: {
      street: `Calle Mayor ${Number(from.customer_code.slice(5))}`,
      city: from.city,
      state: from.city,
      postal_code: from.postal_code,
      country: 'España',
    },
    devices_count: counts.devices,
    active_devices_count: counts.active,
    tickets_count: 0,
    rma_count: counts.rma,
    contacts: [],
    tags: ['demo'],
    created_at: new Date(now - 300 * 86_400_000),
    updated_at: new Date(now - 86_400_000),
  })
}
