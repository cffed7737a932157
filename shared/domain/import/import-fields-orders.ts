import type { ImportField } from './import-field.ts'

const text = { is: 'text', longest: 100 } as const
const longestQuantity = 1_000_000

/** The batches are listed (`250+250`), or counted and made of the same size; without either the order is one batch. */
export const orderFields: readonly ImportField[] = [
  {
    name: 'order_number',
    form: { is: 'code', longest: 39, upper: true, like: /^[A-Z0-9][A-Z0-9/_.-]{1,38}$/ },
    required: true,
    titles: [
      ...['order number', 'número de orden', 'nº orden', 'nro orden', 'orden', 'order', 'orden de producción'],
      ...['production order', 'work order', 'código de orden'],
    ],
  },
  {
    name: 'product_name',
    form: text,
    titles: ['product name', 'producto', 'nombre del producto', 'product', 'modelo', 'model'],
  },
  {
    name: 'reference_number',
    form: { is: 'code', longest: 40 },
    titles: ['reference number', 'referencia', 'nº referencia', 'nro referencia', 'reference'],
  },
  { name: 'brand', form: text, titles: ['brand', 'marca'] },
  { name: 'sku', form: { is: 'whole', least: 0, most: 2_000_000_000 }, titles: ['sku', 'artículo', 'item'] },
  {
    name: 'quantity',
    form: { is: 'whole', least: 1, most: longestQuantity },
    required: true,
    titles: ['quantity', 'cantidad', 'unidades', 'qty', 'units'],
  },
  {
    name: 'batches',
    form: { is: 'wholes', most: longestQuantity },
    titles: ['batches', 'lotes', 'cantidades por lote', 'batch quantities', 'cupones'],
  },
  {
    name: 'total_batches',
    form: { is: 'whole', least: 1, most: 500 },
    titles: ['total batches', 'número de lotes', 'nº lotes', 'total lotes', 'number of batches'],
  },
  {
    name: 'production_line',
    form: { is: 'whole', least: 1, most: 3 },
    titles: ['production line', 'línea', 'línea de producción', 'line'],
  },
  { name: 'priority', form: { is: 'word', of: 'priority' }, titles: ['priority', 'prioridad'] },
  { name: 'status', form: { is: 'word', of: 'orderStatus' }, titles: ['status', 'estado', 'estado de la orden'] },
  {
    name: 'responsible',
    form: { is: 'code', longest: 20, upper: true },
    titles: ['responsible', 'responsable', 'encargado', 'employee', 'empleado'],
  },
  {
    name: 'pairing',
    form: { is: 'word', of: 'pairing' },
    titles: ['pairing', 'códigos por unidad', 'lectura', 'códigos de la unidad'],
  },
  { name: 'inspection', form: { is: 'word', of: 'inspection' }, titles: ['inspection', 'inspección', 'calidad'] },
  {
    name: 'created_at',
    form: { is: 'date' },
    titles: ['created at', 'fecha de creación', 'fecha creación', 'created', 'fecha'],
  },
  {
    name: 'start_date',
    form: { is: 'date' },
    titles: ['start date', 'fecha de inicio', 'inicio', 'fecha inicio', 'start'],
  },
  { name: 'end_date', form: { is: 'date' }, titles: ['end date', 'fecha de fin', 'fin', 'fecha fin', 'end'] },
  {
    name: 'estimated_completion',
    form: { is: 'date' },
    titles: [
      ...['estimated completion', 'fecha prevista', 'fecha estimada', 'entrega', 'fecha de entrega', 'due date'],
      ...['fin previsto', 'delivery date'],
    ],
  },
  { name: 'notes', form: { is: 'text', longest: 500 }, titles: ['notes', 'notas', 'observaciones', 'comentarios'] },
]
