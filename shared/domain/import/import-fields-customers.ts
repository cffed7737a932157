import type { ImportField } from './import-field.ts'

const text = { is: 'text', longest: 200 } as const
const phone = { is: 'code', longest: 40 } as const

function address(object: string, words: readonly string[]): ImportField[] {
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['street', ['calle', 'dirección', 'domicilio', 'address', 'street']],
    ['city', ['ciudad', 'población', 'localidad', 'city', 'town']],
    ['state', ['provincia', 'estado provincia', 'state', 'province', 'region']],
    ['postal_code', ['código postal', 'cp', 'postal code', 'zip', 'postcode', 'zip code']],
    ['country', ['país', 'country']],
  ]
  return parts.map(([part, titles]) => ({
    name: `${object}.${part}`,
    form: part === 'postal_code' ? { is: 'code', longest: 20 } : text,
    titles:
      words.length === 0
        ? [...titles, `address ${part.replace('_', ' ')}`]
        : words.flatMap((word) => titles.flatMap((title) => [`${title} ${word}`, `${word} ${title}`])),
  }))
}

export const customerFields: readonly ImportField[] = [
  {
    name: 'customer_code',
    form: { is: 'code', longest: 30, upper: true, like: /^[A-Z0-9-]{3,30}$/ },
    required: true,
    titles: ['customer code', 'código de cliente', 'código cliente', 'cod cliente', 'código', 'code', 'nº cliente'],
  },
  {
    name: 'customer_type',
    form: { is: 'word', of: 'customerType' },
    required: true,
    titles: ['customer type', 'tipo de cliente', 'tipo cliente', 'tipo', 'type'],
  },
  {
    name: 'status',
    form: { is: 'word', of: 'customerStatus' },
    titles: ['status', 'estado', 'situación', 'customer status', 'estado del cliente'],
  },
  {
    name: 'company_name',
    form: text,
    titles: ['company name', 'empresa', 'razón social', 'company', 'nombre de empresa', 'nombre comercial'],
  },
  { name: 'first_name', form: text, titles: ['first name', 'nombre', 'name', 'nombre de pila'] },
  { name: 'last_name', form: text, titles: ['last name', 'apellidos', 'apellido', 'surname'] },
  { name: 'tax_id', form: { is: 'code', longest: 40 }, titles: ['tax id', 'nif', 'cif', 'nif cif', 'cif nif', 'vat'] },
  {
    name: 'email',
    form: { is: 'email' },
    required: true,
    titles: ['email', 'e mail', 'correo', 'correo electrónico', 'mail'],
  },
  { name: 'phone', form: phone, titles: ['phone', 'teléfono', 'tel', 'telephone'] },
  { name: 'mobile', form: phone, titles: ['mobile', 'móvil', 'teléfono móvil', 'mobile phone', 'celular'] },
  { name: 'website', form: text, titles: ['website', 'web', 'página web', 'sitio web', 'url'] },
  ...address('address', []),
  ...address('billing_address', ['facturación', 'de facturación', 'billing', 'billing address']),
  {
    name: 'discount_rate',
    form: { is: 'number', least: 0, most: 100 },
    titles: ['discount rate', 'descuento', 'discount', 'porcentaje de descuento', 'dto'],
  },
  {
    name: 'payment_terms',
    form: text,
    titles: ['payment terms', 'forma de pago', 'condiciones de pago', 'plazo de pago'],
  },
  {
    name: 'credit_limit',
    form: { is: 'number', least: 0, most: 1_000_000_000 },
    titles: ['credit limit', 'límite de crédito', 'crédito', 'riesgo'],
  },
  { name: 'contact.name', form: text, titles: ['contact', 'contact name', 'contacto', 'persona de contacto'] },
  { name: 'contact.role', form: text, titles: ['contact role', 'cargo', 'cargo del contacto'] },
  {
    name: 'contact.email',
    form: { is: 'email' },
    titles: ['contact email', 'correo del contacto', 'email contacto', 'email del contacto'],
  },
  { name: 'contact.phone', form: phone, titles: ['contact phone', 'teléfono del contacto', 'teléfono contacto'] },
  { name: 'notes', form: { is: 'text', longest: 2000 }, titles: ['notes', 'notas', 'observaciones', 'comentarios'] },
  { name: 'tags', form: { is: 'texts', longest: 50 }, titles: ['tags', 'etiquetas'] },
  {
    name: 'last_purchase_date',
    form: { is: 'date' },
    titles: ['last purchase date', 'última compra', 'fecha de última compra', 'last purchase'],
  },
  {
    name: 'created_at',
    form: { is: 'date' },
    titles: ['created at', 'fecha de alta', 'alta', 'created', 'fecha de registro'],
  },
]
