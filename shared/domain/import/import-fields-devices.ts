import type { ImportField } from './import-field.ts'

const code = { is: 'code', longest: 100 } as const
const text = { is: 'text', longest: 200 } as const

/**
 * `cliente` is the customer's code: id, code and name are looked up. `marca`, `nro_referencia` and `sku` come from the
 * order where the file has none; a device without a brand cannot be read by the platform.
 */
export const deviceFields: readonly ImportField[] = [
  {
    name: 'imei',
    form: { is: 'imei' },
    required: true,
    titles: ['imei', 'imei 1', 'imei1', 'imei principal', 'número de serie', 'numero serie', 'product sn', 'serial'],
  },
  {
    name: 'ccid',
    form: { is: 'iccid' },
    titles: ['iccid', 'ccid', 'sim', 'número de sim', 'sim number', 'numero iccid', 'tarjeta sim', 'sim card'],
  },
  {
    name: 'nro_orden',
    form: { is: 'code', longest: 40, upper: true },
    titles: [
      ...['nro orden', 'nº orden', 'n orden', 'número de orden', 'orden', 'orden de producción', 'orden producción'],
      ...['order', 'order number', 'production order', 'work order', 'work order id', 'pedido de producción'],
    ],
  },
  {
    name: 'lote',
    form: { is: 'whole', least: 1, most: 100_000 },
    titles: ['lote', 'nº lote', 'número de lote', 'batch', 'batch number', 'lot', 'cupón'],
  },
  { name: 'linea', form: { is: 'whole', least: 1, most: 3 }, titles: ['línea', 'line', 'línea de producción'] },
  { name: 'puesto', form: { is: 'whole', least: 1, most: 2 }, titles: ['puesto', 'workstation', 'station'] },
  { name: 'marca', form: text, titles: ['marca', 'brand', 'fabricante', 'manufacturer'] },
  {
    name: 'nro_referencia',
    form: code,
    titles: ['nro referencia', 'nº referencia', 'referencia', 'reference', 'reference number', 'product reference'],
  },
  { name: 'sku', form: code, titles: ['sku', 'artículo', 'código de artículo', 'item'] },
  {
    name: 'estado',
    form: { is: 'word', of: 'deviceState' },
    titles: ['estado', 'state', 'status', 'estado del dispositivo'],
  },
  {
    name: 'ubicacion_actual',
    form: text,
    titles: ['ubicación actual', 'ubicación', 'location', 'current location', 'posición'],
  },
  {
    name: 'package_no',
    form: code,
    titles: [
      'package no',
      'package',
      'carton',
      'carton no',
      'carton id',
      'número de caja',
      'nº caja',
      'caja',
      'cartón',
    ],
  },
  {
    name: 'codigo_innerbox',
    form: code,
    titles: ['código innerbox', 'innerbox', 'inner box', 'caja interior', 'código caja interior', 'info9'],
  },
  {
    name: 'codigo_unitario',
    form: code,
    titles: ['código unitario', 'unit code', 'qr code', 'código qr', 'qr'],
  },
  {
    name: 'num_palet',
    form: code,
    titles: ['num palet', 'nº palet', 'número de palet', 'palet', 'pallet', 'pallet id', 'pallet number', 'info5'],
  },
  {
    name: 'num_deposito',
    form: code,
    titles: ['num depósito', 'nº depósito', 'depósito', 'almacén', 'warehouse', 'depot'],
  },
  {
    name: 'cliente',
    form: { is: 'code', longest: 30, upper: true },
    titles: ['cliente', 'código de cliente', 'cliente código', 'customer', 'customer code', 'client', 'cod cliente'],
  },
  { name: 'notificado', form: { is: 'yes-no' }, titles: ['notificado', 'notified'] },
  {
    name: 'fecha_notificacion',
    form: { is: 'date' },
    titles: ['fecha notificación', 'fecha de notificación', 'notification date', 'notified at'],
  },
  {
    name: 'garantia.fecha_inicio',
    form: { is: 'date' },
    titles: ['garantía inicio', 'inicio de garantía', 'garantía fecha inicio', 'warranty start'],
  },
  {
    name: 'garantia.fecha_fin',
    form: { is: 'date' },
    titles: ['garantía fin', 'fin de garantía', 'garantía fecha fin', 'warranty end'],
  },
  {
    name: 'garantia.duracion_meses',
    form: { is: 'whole', least: 0, most: 240 },
    titles: ['garantía meses', 'meses de garantía', 'garantía duración meses', 'warranty months'],
  },
  {
    name: 'fecha_creacion',
    form: { is: 'date' },
    titles: ['fecha creación', 'fecha de creación', 'fecha de fabricación', 'created', 'created at', 'creation date'],
  },
]
