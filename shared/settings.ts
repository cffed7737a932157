import { z } from 'zod'
import { backupSettingsSchema } from './backup.ts'
import { productionJobs } from './domain/production-job.ts'
import { zoomLimits } from './domain/zoom.ts'
import { unitLabelModes } from './label-printing.ts'
import { scannerSettingsSchema } from './scanner-settings.ts'
import {
  databaseNameForm,
  languages,
  luhnModes,
  type NumberRange,
  plantRanges,
  soundSets,
  stationModes,
  themes,
  volumeRange,
} from './setting-values.ts'
import { stationWords } from './stations.ts'
import { plantLines, stationNumbers } from './workplace.ts'

export {
  type Language,
  type LuhnMode,
  languages,
  luhnModes,
  type SoundSet,
  type StationMode,
  soundSets,
  stationModes,
  type Theme,
  themes,
} from './setting-values.ts'

const numberOf = ({ min, max }: NumberRange) => z.number().min(min).max(max)

/**
 * This PC's settings, one file in the user-data folder. What belongs to the whole plant stands in the database
 * (`station_settings`), not here.
 */
export const workstationSettingsSchema = z.object({
  /** Null: this PC stands at no line (a quality bench, a packing table, a shipping desk). */
  linea: z.literal(plantLines).nullable(),
  puesto: z.literal(stationNumbers).nullable(),
  /** The stations that this PC offers to whoever has the right. */
  stations: z.array(z.enum(stationWords)),
  job: z.enum(['default', ...productionJobs]),
  scanners: z.array(scannerSettingsSchema),
  language: z.enum(languages),
  theme: z.enum(themes),
  /** 0 … 100; 0 is silent. */
  volume: numberOf(volumeRange).int(),
  stationMode: z.enum(stationModes),
  /** The page's size in percent. */
  zoom: z.number().int().min(zoomLimits.least).max(zoomLimits.most),
  /** Which of four voices this PC has: two neighbouring stations can be told apart by ear. */
  soundSet: z.literal(soundSets),
  unitLabel: z.enum(unitLabelModes),
  /** As the system names it; empty: the system's default printer. */
  labelPrinter: z.string().regex(/^\P{Cc}{0,255}$/u),
  /** Where the database is: not chosen yet, embedded on this PC, the plant's server, or the demo plant. */
  database: z.enum(['unset', 'embedded', 'plant', 'demo']),
  databaseName: z.string().regex(databaseNameForm),
  ...backupSettingsSchema.shape,
})
export type WorkstationSettings = z.infer<typeof workstationSettingsSchema>

/** What holds for every station of a plant; kept in the database, document `plant` of `station_settings`. */
export const plantSettingsSchema = z.object({
  badgeSignIn: z.boolean(),
  imeiLuhn: z.enum(luhnModes),
  iccidLuhn: z.enum(luhnModes),
  /** Minutes without activity until a person is signed out. */
  idleMinutes: numberOf(plantRanges.idleMinutes),
  undoMinutes: numberOf(plantRanges.undoMinutes),
  /** Seconds a first code waits for its partner. */
  halfSeconds: numberOf(plantRanges.halfSeconds),
  /** Hours for which a station answers by what it knew, while the database is away. */
  knownHours: numberOf(plantRanges.knownHours),
  lockAfterFailures: numberOf(plantRanges.lockAfterFailures).int(),
  lockMinutes: numberOf(plantRanges.lockMinutes),
})
export type PlantSettings = z.infer<typeof plantSettingsSchema>

export const defaultPlantSettings: PlantSettings = {
  badgeSignIn: false,
  imeiLuhn: 'block',
  iccidLuhn: 'warn',
  idleMinutes: 15,
  undoMinutes: 10,
  halfSeconds: 30,
  knownHours: 12,
  lockAfterFailures: 5,
  lockMinutes: 30,
}
