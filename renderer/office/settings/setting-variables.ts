import type { CallInput } from '../../../shared/contract/index.ts'

export type WorkstationSetting = keyof CallInput<'settings.saveWorkstation'>

/**
 * The variable that can set each of this PC's settings: shown where one does. Stands in electron/settings/config-variables.ts
 * as well, which the page cannot import; a test holds the two together.
 */
export const settingVariables: Readonly<Record<WorkstationSetting, string>> = {
  linea: 'OSE_LINE',
  puesto: 'OSE_STATION',
  stations: 'OSE_STATIONS',
  job: 'OSE_JOB',
  scanners: 'OSE_SCANNERS',
  language: 'OSE_LANGUAGE',
  theme: 'OSE_THEME',
  volume: 'OSE_VOLUME',
  stationMode: 'OSE_STATION_MODE',
  unitLabel: 'OSE_UNIT_LABEL',
  labelPrinter: 'OSE_LABEL_PRINTER',
}
