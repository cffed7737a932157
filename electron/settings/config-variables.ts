import { productionJobs } from '../../shared/domain/production-job.ts'
import { zoomLimits } from '../../shared/domain/zoom.ts'
import { unitLabelModes } from '../../shared/label-printing.ts'
import { settingVariables } from '../../shared/setting-variables.ts'
import {
  languages,
  soundSets,
  stationModes,
  themes,
  type WorkstationSettings,
  workstationSettingsSchema,
} from '../../shared/settings.ts'
import { stationWords } from '../../shared/stations.ts'
import { plantLines, stationNumbers } from '../../shared/workplace.ts'

export { settingVariables } from '../../shared/setting-variables.ts'

/** The connection string of the plant's database, the only setting that is a secret: never shown, logged or saved. */
export const connectionVariable = 'OSE_MONGODB_URI'

export const settingNames = Object.keys(settingVariables) as (keyof WorkstationSettings)[] // keys() forgets the names

/** How a variable says that this PC stands at no line. */
const nowhere = 'none'

/** What a wrong value is answered with. */
export const allowedValues: Readonly<Record<keyof WorkstationSettings, string>> = {
  linea: [...plantLines, nowhere].join(', '),
  puesto: [...stationNumbers, nowhere].join(', '),
  stations: stationWords.join(', '),
  job: ['default', ...productionJobs].join(', '),
  scanners: '[{ "kind": … }, …] (JSON)',
  language: languages.join(', '),
  theme: themes.join(', '),
  volume: '0 … 100',
  stationMode: stationModes.join(', '),
  zoom: `${zoomLimits.least} … ${zoomLimits.most}`,
  soundSet: soundSets.join(', '),
  unitLabel: unitLabelModes.join(', '),
  labelPrinter: '… (1 … 255)',
  database: workstationSettingsSchema.shape.database.options.filter((option) => option !== 'unset').join(', '),
  databaseName: 'A-Z a-z 0-9 _ - (1 … 38)',
  backupFolder: '/…, C:\\…, \\\\server\\…',
  backupDays: '1 … 3650',
  backupHour: '0 … 23',
}

/** The text of a variable as the setting's own kind of value; what cannot be one stays a text and is refused. */
export function valueOfVariable(name: keyof WorkstationSettings, text: string): unknown {
  switch (name) {
    case 'linea':
    case 'puesto':
      return text.trim() === nowhere ? null : numberOf(text)
    case 'volume':
    case 'zoom':
    case 'soundSet':
    case 'backupDays':
    case 'backupHour':
      return numberOf(text)
    case 'stations':
      return text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '')
    case 'scanners':
      return parseJson(text)
    default:
      return text.trim()
  }
}

function numberOf(text: string): number | string {
  return /^\d+$/.test(text.trim()) ? Number(text) : text
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
