import type { CallInput } from '../../../shared/contract/index.ts'
import { backupDaysRange, backupHourRange, type NumberRange, wholePathForm } from '../../../shared/setting-values.ts'
import { type FieldError, type FieldErrors, onlyErrors } from '../field-error.ts'
import { wholeNumberWithin } from '../whole-number.ts'

type Saved = CallInput<'backup.save'>
export type BackupField = 'folder' | 'days' | 'hour'
/** The settings as typed. */
export type BackupDraft = Readonly<Record<BackupField, string>>

export function backupDraft({ backupFolder, backupDays, backupHour }: Saved): BackupDraft {
  return { folder: backupFolder, days: String(backupDays), hour: String(backupHour) }
}

export function readBackup(
  draft: BackupDraft,
): { readonly ok: true; readonly value: Saved } | { readonly ok: false; readonly errors: FieldErrors<BackupField> } {
  const backupFolder = draft.folder.trim()
  const backupDays = wholeNumberWithin(draft.days, backupDaysRange)
  const backupHour = wholeNumberWithin(draft.hour, backupHourRange)
  const range = (params: NumberRange): FieldError => ({ key: 'office.settings.errors.range', params: { ...params } })
  if (wholePathForm.test(backupFolder) && backupDays !== null && backupHour !== null) {
    return { ok: true, value: { backupFolder, backupDays, backupHour } }
  }
  const errors: FieldErrors<BackupField> = onlyErrors<BackupField>({
    folder: wholePathForm.test(backupFolder) ? undefined : { key: 'office.backup.badFolder' },
    days: backupDays === null ? range(backupDaysRange) : undefined,
    hour: backupHour === null ? range(backupHourRange) : undefined,
  })
  return { ok: false, errors }
}
