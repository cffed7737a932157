import { basename, dirname } from 'node:path'
import type { backupCommands } from '../../shared/contract/backup.ts'
import { failure, success } from '../../shared/result.ts'
import { defaultCopyFolder } from '../backup/copy-folder.ts'
import type { DailyBackup } from '../backup/daily-backup.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'
import type { Config } from '../settings/config.ts'

export interface BackupWorkflowParts {
  readonly config: Config
  /** Null where the database is not this PC's own. */
  readonly backup: () => DailyBackup | null
  readonly log: Log
}

const settingNames = ['backupFolder', 'backupDays', 'backupHour'] as const

/** The copies of the embedded database: where they go, how the last one went, one now. */
export function backupWorkflows({
  config,
  backup,
  log,
}: BackupWorkflowParts): WorkflowsOf<keyof typeof backupCommands> {
  const state = () => backup()?.state() ?? null
  return {
    async 'backup.read'() {
      const { backupFolder, backupDays, backupHour } = config.settings()
      const forced = settingNames.filter((name) => config.forced.includes(name))
      const defaultFolder = defaultCopyFolder(dirname(config.file))
      return success({ state: state(), defaultFolder, settings: { backupFolder, backupDays, backupHour }, forced })
    },

    async 'backup.save'(settings, by) {
      try {
        config.save(settings)
      } catch (error) {
        return failure('file-failed', { file: basename(config.file) }, log('settings.not-saved', { error }))
      }
      backup()?.settingsChanged()
      log('settings.backup', { settings, by: by?.employee_id })
      return success({ state: state() })
    },

    async 'backup.now'(_input, by) {
      const daily = backup()
      if (daily === null) return failure('not-found')
      log('backup.asked', { by: by?.employee_id })
      return success({ state: await daily.backUpNow() })
    },
  }
}
