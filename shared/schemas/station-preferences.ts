import { z } from 'zod'
import { languages, themes, type WorkstationSettings } from '../settings.ts'

/** `station_preferences`: what a person takes along to every station. Read leniently: what is wrong is missing. */
export const preferencesSchema = z.object({
  language: z.enum(languages).optional().catch(undefined),
  theme: z.enum(themes).optional().catch(undefined),
})
export type Preferences = Partial<Pick<WorkstationSettings, 'language' | 'theme'>>
