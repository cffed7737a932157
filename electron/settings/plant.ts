import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { PlantSettings } from '../../shared/settings.ts'
import { requiredDatabase } from '../db/connection/required-database.ts'
import { type PlantSettingsRepository, readPlantSettings } from '../db/plant/plant-settings.ts'
import { readIfThere, writeAtomically } from '../files/atomic-file.ts'
import type { Log } from '../log/log.ts'

/** The plant's settings as last read: also while the database is away, and after a start without it. */
export interface Plant {
  readonly current: () => PlantSettings
  /** Reads them again, e.g. when the database is back, and now and then. Rejects where it is away. */
  readonly refresh: () => Promise<void>
  readonly save: (settings: PlantSettings, by: string) => Promise<void>
}

/** @param folder the data folder: the last settings lie there in `plant.json`, for a start without the database. */
export function createPlant({
  folder,
  repository,
  now,
  log,
}: {
  readonly folder: string
  readonly repository: () => PlantSettingsRepository | null
  readonly now: () => number
  readonly log: Log
}): Plant {
  const file = join(folder, 'plant.json')
  let current = readPlantSettings(readKept(file))

  function take(settings: PlantSettings): void {
    if (isDeepStrictEqual(settings, current)) return
    current = settings
    try {
      writeAtomically(file, `${JSON.stringify(settings, null, 2)}\n`, false)
    } catch (error) {
      log('plant.not-kept', { error })
    }
  }

  return {
    current: () => current,
    async refresh() {
      const settings = await repository()?.read()
      if (settings !== undefined) take(settings)
    },
    async save(settings, by) {
      await requiredDatabase(repository()).save(settings, by, new Date(now()))
      take(settings)
    },
  }
}

function readKept(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readIfThere(file)?.toString('utf8') ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
