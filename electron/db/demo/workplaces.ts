import type { PlantLine } from '../../../shared/workplace.ts'
import { demoDuties } from './people.ts'
import type { DemoAct } from './unit-path.ts'

export interface DemoWorkplace {
  readonly code: string
  readonly linea: PlantLine
  readonly puesto: 1 | 2
}

/** The PCs at the lines. */
export const demoWorkplaces: readonly DemoWorkplace[] = [
  { code: 'S01', linea: 1, puesto: 1 },
  { code: 'S02', linea: 1, puesto: 2 },
  { code: 'S03', linea: 2, puesto: 1 },
  { code: 'S04', linea: 2, puesto: 2 },
  { code: 'S05', linea: 3, puesto: 1 },
  { code: 'S06', linea: 3, puesto: 2 },
]

/** The codes that are taken; the visitor's PC gets the next one. */
export const takenStationCodes = 8

interface Doer {
  readonly employee_id: string
  readonly station: string
  readonly puesto: 1 | 2 | null
}

/** Who does an act at a line, and where. */
export function doerOf(act: DemoAct, line: PlantLine, index: number): Doer {
  const at = line - 1
  switch (act) {
    case 'register':
      return { employee_id: demoDuties.register[at] ?? '', station: `S0${line * 2 - 1}`, puesto: 1 }
    case 'verify':
      return { employee_id: demoDuties.verify[at] ?? '', station: `S0${line * 2}`, puesto: 2 }
    case 'open-in-quality':
    case 'approve':
    case 'reject':
    case 'put-back':
    case 'reopen-in-quality':
    case 'accept-by-sample':
      return { employee_id: demoDuties.quality[index % demoDuties.quality.length] ?? '', station: 'S07', puesto: null }
    case 'pack':
    case 'unpack':
    case 'ship':
    case 'scrap':
      return { employee_id: demoDuties.warehouse[0], station: 'S08', puesto: null }
    case 'notify':
    case 'deliver':
      return { employee_id: demoDuties.customers[0], station: 'S08', puesto: null }
    case 'report-fault':
    case 'return':
    case 'replace':
      return { employee_id: demoDuties.rma[0], station: 'S08', puesto: null }
  }
}
