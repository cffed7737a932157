import type { StationPaper } from '../../labels/command-sheet.ts'

/** The station on the printed sheet: its name and its own commands. */
export const productionPaper: StationPaper['paper'] = {
  es: {
    title: 'Producción',
    commands: {
      CLEAR: { name: 'Borrar lectura', does: 'Olvida la mitad leída de una pareja' },
      CLOSE: { name: 'Cambiar orden', does: 'Cierra la orden para abrir otra' },
      REGISTER: { name: 'Registrar', does: 'Este puesto registra unidades nuevas' },
      VERIFY: { name: 'Verificar', does: 'Este puesto vuelve a leer las registradas' },
    },
  },
  en: {
    title: 'Production',
    commands: {
      CLEAR: { name: 'Clear reading', does: 'Forgets the half of a pair that was read' },
      CLOSE: { name: 'Change order', does: 'Closes the order so that another can be opened' },
      REGISTER: { name: 'Register', does: 'This station registers new units' },
      VERIFY: { name: 'Verify', does: 'This station reads registered units again' },
    },
  },
}
