import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createDailyBackup, type DailyBackup, type DailyBackupParts } from '../../electron/backup/daily-backup.ts'
import { rememberPast } from '../../electron/mongod/remember-past.ts'
import { type Station, startStation, temporaryFolder } from './embedded-station.ts'

export const installation = '1a2b3c4d-0000-4000-8000-000000000000'

/** A data folder with a running embedded server and its daily backup, which does nothing by itself. */
export async function embeddedPlant(workerFile: string, given: Partial<DailyBackupParts> = {}) {
  const folder = await temporaryFolder()
  const dataFolder = join(folder.path, 'data')
  await mkdir(dataFolder)
  const stations: Station[] = []
  const backups: DailyBackup[] = []
  const settings = { backupFolder: '', backupDays: 14, backupHour: 2, databaseName: 'plant' }
  const logged: string[] = []

  async function start() {
    const station = startStation(join(dataFolder, 'mongod'))
    stations.push(station)
    const { port } = await station.next('running')
    const uri = await station.server.connectionString()
    const backup = createDailyBackup({
      dataFolder,
      installation,
      version: 'test',
      workerFile,
      settings: () => settings,
      connectionString: () => station.server.connectionString(),
      rememberPast: (seconds) => rememberPast(join(dataFolder, 'mongod'), port, seconds),
      log: (event, facts) => {
        logged.push(JSON.stringify([event, { ...facts, error: String(facts?.['error'] ?? '') }]))
        return 'log-id'
      },
      onChange: () => undefined,
      firstLookMs: 3_600_000,
      ...given,
    })
    backups.push(backup)
    return { station, uri, port, backup }
  }

  return {
    dataFolder,
    copies: join(dataFolder, 'backups'),
    settings,
    logged,
    start,
    async close(): Promise<void> {
      await Promise.all(backups.map((backup) => backup.stop()))
      await Promise.all(stations.map((station) => station.server.stop()))
      await folder.remove()
    },
  }
}

export type EmbeddedPlant = Awaited<ReturnType<typeof embeddedPlant>>
