import type { WorkstationSettings } from './settings.ts'

/** The variable that can set each setting of this PC: read at the start, named on the page where one does. */
export const settingVariables = {
  linea: 'OSE_LINE',
  puesto: 'OSE_STATION',
  stations: 'OSE_STATIONS',
  job: 'OSE_JOB',
  scanners: 'OSE_SCANNERS',
  language: 'OSE_LANGUAGE',
  theme: 'OSE_THEME',
  volume: 'OSE_VOLUME',
  stationMode: 'OSE_STATION_MODE',
  zoom: 'OSE_ZOOM',
  soundSet: 'OSE_SOUND_SET',
  unitLabel: 'OSE_UNIT_LABEL',
  labelPrinter: 'OSE_LABEL_PRINTER',
  database: 'OSE_DATABASE',
  databaseName: 'OSE_DATABASE_NAME',
  backupFolder: 'OSE_BACKUP_FOLDER',
  backupDays: 'OSE_BACKUP_DAYS',
  backupHour: 'OSE_BACKUP_HOUR',
} as const satisfies Record<keyof WorkstationSettings, `OSE_${string}`>
