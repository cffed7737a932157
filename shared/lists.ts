import type { WordSet } from './list-words.ts'

/*
 * The lists that the office shows: their columns, and how each may be narrowed. Only by what an index serves. No zod in
 * here, because the page reads it.
 */

export const listNames = [
  'devices',
  'orders',
  'movements',
  'customers',
  'notifications',
  'packages',
  'pallets',
  'employees',
] as const
export type ListName = (typeof listNames)[number]

/** How a value is shown: text as it stands, a date in local time, a yes or no, a number, or a word of a set. */
export type ColumnKind = 'text' | 'code' | 'number' | 'date' | 'flag' | WordSet

export interface Column {
  /** Also its text key, `lists.columns.<name>`. */
  readonly name: string
  readonly kind: ColumnKind
}

const column = (kind: ColumnKind, ...names: readonly string[]): Column[] => names.map((name) => ({ name, kind }))

/** In the order in which they are shown. `electron/lists/list-values.ts` has where each comes from. */
export const listColumns: Readonly<Record<ListName, readonly Column[]>> = {
  devices: [
    ...column('code', 'imei', 'ccid'),
    ...column('deviceState', 'estado'),
    ...column('code', 'nro_orden'),
    ...column('number', 'lote'),
    ...column('text', 'marca', 'nro_referencia', 'cliente_nombre'),
    ...column('code', 'carton', 'pallet'),
    ...column('flag', 'notificado', 'valido'),
    ...column('date', 'fecha_creacion'),
  ],
  orders: [
    ...column('code', 'order_number'),
    ...column('text', 'product_name', 'reference_number'),
    ...column('orderStatus', 'status'),
    ...column('number', 'production_line'),
    ...column('priority', 'priority'),
    ...column('number', 'quantity', 'produced', 'approved', 'rejected'),
    ...column('date', 'created_at', 'start_date', 'end_date'),
  ],
  movements: [
    ...column('date', 'fecha'),
    ...column('movementKind', 'tipo'),
    ...column('code', 'imei', 'ccid'),
    ...column('number', 'cantidad'),
    ...column('text', 'cliente_nombre', 'deposito', 'documento_referencia'),
    ...column('code', 'orden_produccion'),
    ...column('text', 'usuario_nombre', 'detalles'),
  ],
  customers: [
    ...column('code', 'customer_code'),
    ...column('text', 'name'),
    ...column('customerType', 'customer_type'),
    ...column('customerStatus', 'status'),
    ...column('text', 'email', 'phone', 'city'),
    ...column('number', 'devices_count'),
    ...column('date', 'created_at'),
  ],
  notifications: [
    ...column('date', 'fecha'),
    ...column('text', 'customer_name', 'location', 'email_to'),
    ...column('number', 'device_count', 'notified_count'),
    ...column('flag', 'email_sent'),
    ...column('text', 'csv_format', 'operator_name'),
  ],
  packages: [
    ...column('code', 'tracking_number'),
    ...column('text', 'transportista'),
    ...column('code', 'order_code'),
    ...column('text', 'cliente_nombre', 'ciudad'),
    ...column('packageState', 'estado'),
    ...column('number', 'devices'),
    ...column('date', 'fecha_envio', 'fecha_entrega_estimada', 'fecha_entrega_real', 'fecha_creacion'),
  ],
  pallets: [
    ...column('code', 'pallet'),
    ...column('palletContent', 'tipo_contenido'),
    ...column('palletState', 'estado'),
    ...column('code', 'order'),
    ...column('number', 'carton_count', 'device_count'),
    ...column('text', 'ubicacion'),
    ...column('date', 'fecha_creacion'),
  ],
  employees: [
    ...column('code', 'employee_id'),
    ...column('text', 'name', 'email'),
    ...column('role', 'role'),
    ...column('employeeStatus', 'status'),
    ...column('date', 'last_login', 'created_at'),
  ],
}

/** What is typed or chosen to narrow a list; its text key is `lists.fields.<name>`. */
export type FieldName =
  | 'imei'
  | 'iccid'
  | 'order'
  | 'lote'
  | 'estado'
  | 'customer'
  | 'carton'
  | 'pallet'
  | 'status'
  | 'line'
  | 'tipo'
  | 'document'
  | 'type'
  | 'code'
  | 'email'
  | 'words'
  | 'location'
  | 'tracking'
  | 'web_order'
  | 'qr'
  | 'role'

export interface Field {
  readonly name: FieldName
  /** Its words, where one of them is chosen; else it is typed. */
  readonly words?: WordSet
  readonly isNumber?: true
  /** May be left out. */
  readonly isOptional?: true
}

export interface View {
  readonly fields: readonly Field[]
  /** May be narrowed to a time as well. */
  readonly dates?: true
}

const typed = (name: FieldName): View => ({ fields: [{ name }] })
const dates = { dates: true } as const
const everything: View = { fields: [] }

/** How each list may be narrowed; the first is what is shown when it is opened. */
export const listViews = {
  devices: {
    newest: { fields: [], ...dates },
    imei: typed('imei'),
    iccid: typed('iccid'),
    order: { fields: [{ name: 'order' }, { name: 'estado', words: 'deviceState', isOptional: true }] },
    batch: { fields: [{ name: 'order' }, { name: 'lote', isNumber: true }] },
    state: { fields: [{ name: 'estado', words: 'deviceState' }] },
    customer: { fields: [{ name: 'customer' }, { name: 'estado', words: 'deviceState' }] },
    'to-notify': everything,
    carton: typed('carton'),
    pallet: typed('pallet'),
  },
  orders: {
    active: { fields: [], ...dates },
    status: { fields: [{ name: 'status', words: 'orderStatus' }], ...dates },
    line: {
      fields: [
        { name: 'line', words: 'line', isNumber: true },
        { name: 'status', words: 'orderStatus' },
      ],
      ...dates,
    },
    number: typed('order'),
  },
  movements: {
    kind: { fields: [{ name: 'tipo', words: 'movementKind' }], ...dates },
    shipments: { fields: [{ name: 'customer' }], ...dates },
    imei: typed('imei'),
    document: typed('document'),
  },
  customers: {
    status: { fields: [{ name: 'status', words: 'customerStatus' }], ...dates },
    type: { fields: [{ name: 'type', words: 'customerType' }], ...dates },
    words: typed('words'),
    code: typed('code'),
    email: typed('email'),
  },
  notifications: {
    newest: { fields: [], ...dates },
    customer: { fields: [{ name: 'customer' }], ...dates },
    failed: { fields: [], ...dates },
    location: typed('location'),
  },
  packages: {
    undelivered: { fields: [], ...dates },
    state: { fields: [{ name: 'estado', words: 'packageState' }], ...dates },
    tracking: typed('tracking'),
    order: typed('web_order'),
  },
  pallets: {
    state: { fields: [{ name: 'estado', words: 'palletState' }], ...dates },
    number: typed('pallet'),
    qr: typed('qr'),
  },
  employees: {
    all: everything,
    status: { fields: [{ name: 'status', words: 'employeeStatus' }] },
    role: { fields: [{ name: 'role', words: 'role' }] },
  },
} as const satisfies Record<ListName, Readonly<Record<string, View>>>

/** Rows of a page: what a screen shows before somebody scrolls far, and a page that is read in a few milliseconds. */
export const listPageRows = 50
