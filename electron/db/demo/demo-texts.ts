import type { Language } from '../../../shared/settings.ts'

/** What a person of the demo plant does; the sign-in screen names it by `demo.does.<task>`. */
export const demoTasks = [
  'line1-station1',
  'line1-station2',
  'line2-station1',
  'line2-station2',
  'line3-station1',
  'line3-station2',
  'every-station',
  'supervisor',
  'manager',
  'office',
  'everything',
  'quality',
  'warehouse',
  'customers',
  'rma',
] as const
export type DemoTask = (typeof demoTasks)[number]

/** Codes that a station must refuse. */
export const badCodes = [
  'imei-check-digit',
  'already-registered',
  'other-reference',
  'iccid-on-other-device',
  'iccid-other-prefix',
  'not-a-unit',
] as const
export type BadCode = (typeof badCodes)[number]

export interface DemoTexts {
  readonly title: string
  readonly intro: string
  readonly people: string
  readonly password: string
  readonly orders: string
  readonly open: string
  readonly fresh: string
  readonly toVerify: string
  readonly station1: string
  readonly station2: string
  readonly bad: string
  readonly badHint: string
  readonly does: Readonly<Record<DemoTask, string>>
  readonly why: Readonly<Record<BadCode, string>>
}

export const demoTexts: Readonly<Record<Language, DemoTexts>> = {
  es: {
    title: 'Planta de demostración: códigos para escanear',
    intro:
      'Imprime esta hoja, o escanéala de la pantalla. Primero tu tarjeta, después la orden y el lote, y luego las unidades, de arriba abajo.',
    people: 'Tarjetas',
    password: 'Contraseña',
    orders: 'Orden',
    open: 'Abre la orden y el lote',
    fresh: 'Unidades nuevas',
    toVerify: 'Unidades registradas, sin verificar',
    station1: 'puesto 1, registrar',
    station2: 'puesto 2, verificar',
    bad: 'Códigos que el puesto debe rechazar',
    badHint: 'Abre antes esta orden:',
    does: {
      'line1-station1': 'Línea 1, puesto 1',
      'line1-station2': 'Línea 1, puesto 2',
      'line2-station1': 'Línea 2, puesto 1',
      'line2-station2': 'Línea 2, puesto 2',
      'line3-station1': 'Línea 3, puesto 1',
      'line3-station2': 'Línea 3, puesto 2',
      'every-station': 'Todas las líneas y puestos',
      supervisor: 'Autoriza, deshace y resuelve conflictos',
      manager: 'Órdenes, empleados y todos los puestos',
      office: 'Órdenes y empleados',
      everything: 'Todo, también los ajustes',
      quality: 'Calidad',
      warehouse: 'Almacén y envíos',
      customers: 'Clientes y notificaciones',
      rma: 'Devoluciones y reparaciones',
    },
    why: {
      'imei-check-digit': 'Dígito de control del IMEI incorrecto',
      'already-registered': 'IMEI ya registrado',
      'other-reference': 'IMEI de otra referencia',
      'iccid-on-other-device': 'ICCID que ya lleva otra unidad',
      'iccid-other-prefix': 'ICCID de otro operador',
      'not-a-unit': 'Código de venta, no de una unidad',
    },
  },
  en: {
    title: 'Demo plant: codes to scan',
    intro:
      'Print this sheet, or scan it from the screen. First your badge, then the order and batch, then the units from top to bottom.',
    people: 'Badges',
    password: 'Password',
    orders: 'Order',
    open: 'Opens the order and batch',
    fresh: 'New units',
    toVerify: 'Registered units, not verified',
    station1: 'station 1, register',
    station2: 'station 2, verify',
    bad: 'Codes that the station must refuse',
    badHint: 'Open this order first:',
    does: {
      'line1-station1': 'Line 1, station 1',
      'line1-station2': 'Line 1, station 2',
      'line2-station1': 'Line 2, station 1',
      'line2-station2': 'Line 2, station 2',
      'line3-station1': 'Line 3, station 1',
      'line3-station2': 'Line 3, station 2',
      'every-station': 'Every line and station',
      supervisor: 'Authorises, undoes and resolves conflicts',
      manager: 'Orders, employees and every station',
      office: 'Orders and employees',
      everything: 'Everything, the settings too',
      quality: 'Quality',
      warehouse: 'Warehouse and shipping',
      customers: 'Customers and notifications',
      rma: 'Returns and repairs',
    },
    why: {
      'imei-check-digit': 'Wrong check digit of the IMEI',
      'already-registered': 'IMEI registered already',
      'other-reference': "Another reference's IMEI",
      'iccid-on-other-device': 'ICCID that is on another unit',
      'iccid-other-prefix': "Another operator's ICCID",
      'not-a-unit': 'A retail code, no unit',
    },
  },
}
