import { type Preferences, preferencesSchema } from '../../../shared/schemas/station-preferences.ts'
import type { Collections } from '../collections/collections.ts'

/**
 * How each person likes the screen. A collection of ours: the other program replaces whole objects of an employee, and
 * a field of ours inside one would be gone with its next save.
 */
export function preferencesRepository({ preferences }: Pick<Collections, 'preferences'>) {
  return {
    /** What was never chosen, or cannot be read, is missing. */
    async find(employee_id: string): Promise<Preferences> {
      const { language, theme } = preferencesSchema.parse((await preferences.findOne({ _id: employee_id })) ?? {})
      return { ...(language && { language }), ...(theme && { theme }) }
    },

    async save(employee_id: string, changes: Preferences, now: Date): Promise<void> {
      await preferences.updateOne({ _id: employee_id }, { $set: { ...changes, updated_at: now } }, { upsert: true })
    },
  }
}

export type PreferencesRepository = ReturnType<typeof preferencesRepository>
