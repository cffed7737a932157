import { expect, test } from 'vitest'
import { backupSettingsSchema } from '../../../shared/backup.ts'
import { backupDraft, readBackup } from './backup-draft.ts'

const good = { folder: '', days: '14', hour: '2' }

test('what was read is what is sent', () => {
  const saved = { backupFolder: '\\\\server\\copies', backupDays: 30, backupHour: 0 }
  expect(readBackup(backupDraft(saved))).toEqual({ ok: true, value: saved })
})

test.each([
  '',
  '/mnt/usb/copies',
  'D:\\copias',
  'd:/x',
  '\\\\server\\share',
  'copies',
  '../x',
  'C:x',
  '/a\nb',
  '/a\u0000',
])('the folder %j is judged as the contract judges it', (folder) => {
  const settings = { backupFolder: folder, backupDays: 14, backupHour: 2 }
  expect(readBackup({ ...good, folder }).ok).toBe(backupSettingsSchema.safeParse(settings).success)
})

test('each wrong field has its sentence', () => {
  const reading = readBackup({ folder: 'copies', days: '0', hour: '24' })
  expect(reading.ok ? [] : Object.keys(reading.errors)).toEqual(['folder', 'days', 'hour'])
})
