import { defaultPlantSettings, type PlantSettings, plantSettingsSchema } from '../../../shared/settings.ts'
import type { Collections } from '../collections/collections.ts'

/** A value that is missing or cannot be read is the default; the others hold. */
export function readPlantSettings(stored: Readonly<Record<string, unknown>>): PlantSettings {
  const names = Object.keys(plantSettingsSchema.shape) as (keyof PlantSettings)[] // keys() forgets the names
  const good = names.flatMap((name) => {
    const parsed = plantSettingsSchema.shape[name].safeParse(stored[name])
    return parsed.success ? [[name, parsed.data] as const] : []
  })
  return { ...defaultPlantSettings, ...Object.fromEntries(good) }
}

/** What holds for every station of the plant: one document, `plant`. */
export function plantSettingsRepository({ settings }: Pick<Collections, 'settings'>) {
  return {
    async read(): Promise<PlantSettings> {
      return readPlantSettings((await settings.findOne({ _id: 'plant' })) ?? {})
    },

    async save(plant: PlantSettings, by: string, now: Date): Promise<void> {
      const named = plantSettingsSchema.parse(plant)
      await settings.updateOne(
        { _id: 'plant' },
        { $set: { ...named, updated_at: now, updated_by: by } },
        { upsert: true },
      )
    },
  }
}

export type PlantSettingsRepository = ReturnType<typeof plantSettingsRepository>
