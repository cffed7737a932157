import type { CallInput } from '../../../shared/contract/index.ts'
import { type FieldErrors, onlyErrors } from '../field-error.ts'
import { wholeNumberWithin } from '../whole-number.ts'

type Saved = CallInput<'backup.save'>
export type BackupField = 'folder' | 'days' | 'hour'
/** The settings as typed. */
export type BackupDraft = Readonly<Record<BackupField, string>>

/** As electron/settings/config-variables.ts has them, which the page cannot import; a test holds the two together. */
export const backupVariables: Readonly<Record<BackupField, string>> = {
  folder: 'OSE_BACKUP_FOLDER',
  days: 'OSE_BACKUP_DAYS',
  hour: 'OSE_BACKUP_HOUR',
}

/** The contract's own rule (shared/backup.ts), which brings zod; a test holds the two together. */
const wholePath = /^$|^(?:\/|[A-Za-z]:[\\/]|\\\\)\P{Cc}{0,500}$/u

export function backupDraft({ backupFolder, backupDays, backupHour }: Saved): BackupDraft {
  return { folder: backupFolder, days: String(backupDays), hour: String(backupHour) }
}

export function readBackup(
  draft: BackupDraft,
): { readonly ok: true; readonly value: Saved } | { readonly ok: false; readonly errors: FieldErrors<BackupField> } {
  const backupFolder = draft.folder.trim()
  const backupDays = wholeNumberWithin(draft.days, 1, 3650)
  const backupHour = wholeNumberWithin(draft.hour, 0, 23)
  const range = (min: number, max: number) => ({ key: 'office.settings.errors.range', params: { min, max } })
  if (wholePath.test(backupFolder) && backupDays !== null && backupHour !== null) {
    return { ok: true, value: { backupFolder, backupDays, backupHour } }
  }
  const errors: FieldErrors<BackupField> = onlyErrors<BackupField>({
    folder: wholePath.test(backupFolder) ? undefined : { key: 'office.backup.badFolder' },
    days: backupDays === null ? range(1, 3650) : undefined,
    hour: backupHour === null ? range(0, 23) : undefined,
  })
  return { ok: false, errors }
}
