import type { EmployeeRole } from '../../shared/schemas/employee.ts'
import type { Language } from '../../shared/settings.ts'
import type { coreCommands } from '../../shared/station/commands.ts'

/** The commands that every station obeys. Of a word that none obeys a printed code would be a dead button. */
export type PrintedCommand = (typeof coreCommands)[number]

/** A command in words: its name, and what it does. */
export interface CommandText {
  readonly name: string
  readonly does: string
}

/**
 * The words on paper. They stand here and not in the page's catalogues because the main process prints, also where
 * no page is open.
 */
export interface LabelTexts {
  readonly badge: string
  readonly traveller: string
  readonly wholeOrder: string
  readonly order: string
  readonly batch: string
  readonly product: string
  readonly reference: string
  readonly brand: string
  readonly line: string
  readonly anyLine: string
  readonly quantity: string
  readonly printed: string
  readonly unitLabel: string
  readonly noIccid: string
  readonly commandSheet: string
  readonly commandHint: string
  readonly opensStation: string
  readonly commands: Readonly<Record<PrintedCommand, CommandText>>
  readonly role: Readonly<Record<EmployeeRole, string>>
}

export const labelTexts: Readonly<Record<Language, LabelTexts>> = {
  es: {
    badge: 'Tarjeta de empleado',
    traveller: 'Hoja de ruta',
    wholeOrder: 'Orden completa',
    order: 'Orden',
    batch: 'Lote',
    product: 'Producto',
    reference: 'Referencia',
    brand: 'Marca',
    line: 'Línea',
    anyLine: 'cualquiera',
    quantity: 'Cantidad',
    printed: 'Impresa el',
    unitLabel: 'Etiqueta',
    noIccid: 'N/A',
    commandSheet: 'Órdenes para escanear',
    commandHint: 'Cada código hace lo mismo que su botón o su tecla.',
    opensStation: 'Abre este puesto en este PC',
    commands: {
      ACK: { name: 'Enterado', does: 'Quita el aviso y deja seguir' },
      UNDO: { name: 'Deshacer', does: 'Retira lo último que aceptó este puesto' },
      CLEAN: { name: 'Limpiar la pantalla', does: 'Durante 20 s no responde al tacto; el lector sí' },
      SIGNOUT: { name: 'Salir', does: 'Cierra la sesión' },
    },
    role: {
      operator: 'Operario',
      supervisor: 'Supervisor',
      quality_inspector: 'Inspector de calidad',
      technician: 'Técnico',
      manager: 'Responsable',
      admin: 'Administrador',
      super_admin: 'Administrador general',
    },
  },
  en: {
    badge: 'Employee badge',
    traveller: 'Traveller',
    wholeOrder: 'Whole order',
    order: 'Order',
    batch: 'Batch',
    product: 'Product',
    reference: 'Reference',
    brand: 'Brand',
    line: 'Line',
    anyLine: 'any',
    quantity: 'Quantity',
    printed: 'Printed',
    unitLabel: 'Label',
    noIccid: 'N/A',
    commandSheet: 'Commands to scan',
    commandHint: 'Each code does the same as its button or its key.',
    opensStation: 'Opens this station at this PC',
    commands: {
      ACK: { name: 'Acknowledge', does: 'Clears the warning and goes on' },
      UNDO: { name: 'Undo', does: 'Takes back what this station accepted last' },
      CLEAN: { name: 'Clean the screen', does: 'For 20 s it ignores touches; the scanner still works' },
      SIGNOUT: { name: 'Sign out', does: 'Ends the session' },
    },
    role: {
      operator: 'Operator',
      supervisor: 'Supervisor',
      quality_inspector: 'Quality inspector',
      technician: 'Technician',
      manager: 'Manager',
      admin: 'Administrator',
      super_admin: 'Super administrator',
    },
  },
}

/** Day, month, year in this PC's time zone, as a person on the floor writes it. */
export function formatDate(date: Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'es' ? 'es-ES' : 'en-GB', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(date)
}
