import { success } from '../../shared/result.ts'
import type { Workplace } from '../../shared/station/act.ts'
import type { Clock } from '../clock/clock.ts'
import type { ProgramDatabase } from '../database/program-database.ts'
import type { repositoriesOf } from '../db/repositories.ts'
import type { ProgramTools } from '../diagnosis/program-tools.ts'
import type { DoorParts } from '../door.ts'
import type { ExportDesk } from '../export/export-desk.ts'
import type { ImportDesk } from '../import/import-desk.ts'
import type { Log } from '../log/log.ts'
import type { Passwords } from '../passwords/passwords.ts'
import type { Session } from '../people/session.ts'
import type { Printing } from '../printing/printing.ts'
import type { ScannerDesk } from '../scanner-desk/scanner-desk.ts'
import { listHidScanners } from '../scanners/hid-devices.ts'
import { serialPortPaths } from '../scanners/serial-ports.ts'
import type { createStationScreen } from '../screen/station-screen.ts'
import type { Config } from '../settings/config.ts'
import type { ConnectionSecret } from '../settings/connection-secret.ts'
import type { Plant } from '../settings/plant.ts'
import type { StationDesk } from '../station/desk.ts'
import { auditWorkflows } from './audit.ts'
import { backupWorkflows } from './backup.ts'
import { databaseWorkflows } from './database.ts'
import { employeesWorkflows } from './employees.ts'
import { healthWorkflows } from './health.ts'
import { importWorkflows } from './import.ts'
import { listsWorkflows } from './lists.ts'
import { ordersWorkflows } from './orders.ts'
import { productionWorkflows } from './production.ts'
import { programToolsWorkflows } from './program.ts'
import { scannersWorkflows } from './scanners.ts'
import { screenWorkflows } from './screen.ts'
import { sessionWorkflows } from './session.ts'
import { settingsWorkflows } from './settings.ts'
import { setupWorkflows } from './setup.ts'
import { stationWorkflows } from './station.ts'

export interface WorkflowDependencies {
  readonly session: Session
  readonly config: Config
  readonly secret: ConnectionSecret
  /** Null until the database was reached once. */
  readonly tables: () => ReturnType<typeof repositoriesOf> | null
  readonly passwords: Passwords
  readonly clock: Clock
  readonly log: Log
  readonly plant: Plant
  readonly desk: StationDesk
  readonly looks: Pick<ReturnType<typeof createStationScreen>, 'own' | 'screen'>
  readonly settingUp: () => boolean
  readonly workplace: () => Workplace
  readonly printing: Printing
  readonly scannerDesk: ScannerDesk
  readonly isEmpty: () => Promise<boolean>
  readonly begin: () => Promise<void>
  readonly database: ProgramDatabase
  readonly administratorMade: () => void
  readonly tellAll: () => void
  readonly openDemoSheet: () => Promise<string | null>
  readonly tools: ProgramTools
  readonly importDesk: ImportDesk
  readonly exports: ExportDesk
}

/** Command → workflow: one line a word. A command of the contract without a workflow does not compile. */
export function programWorkflows(given: WorkflowDependencies): DoorParts['workflows'] {
  const { session, config, secret, tables, passwords, clock, log, plant, desk, printing, openDemoSheet } = given
  return {
    'page.ready': async () => {
      given.tellAll()
      return success({})
    },
    'page.failed': async ({ message }) => {
      log('page.failed', { message })
      return success({})
    },
    ...sessionWorkflows({ session }),
    ...screenWorkflows({ ...given, ...given.looks }),
    ...setupWorkflows({
      ...given,
      employees: () => tables()?.employees ?? null,
      signIn: async (identifier, password) => void (await session.signInWithPassword(identifier, password)),
      now: () => new Date(clock.now()),
      secret,
    }),
    ...scannersWorkflows(given),
    ...programToolsWorkflows({ tools: given.tools, log }),
    ...stationWorkflows({ desk, session }),
    ...productionWorkflows(desk),
    ...ordersWorkflows({ orders: () => tables()?.orders ?? null, clock, log, printTraveller: printing.traveller }),
    ...listsWorkflows({ lists: () => tables()?.lists ?? null, exports: given.exports, log }),
    ...employeesWorkflows({ tables, passwords, clock, log, printBadge: printing.badge }),
    ...importWorkflows({ ...given, missingIndexes: () => given.database.link()?.missingIndexes() ?? [] }),
    ...databaseWorkflows({
      database: given.database,
      keptScans: () => desk.state().kept.count,
      async endWork() {
        // Its places go back while it is there; whether or not it could be closed, it is forgotten.
        await desk.station.input({ kind: 'command', command: 'CLOSE' })
        session.signOut('command')
        await desk.databaseLeft()
      },
      log,
    }),
    ...backupWorkflows({ config, log, backup: () => given.database.source()?.backup ?? null }),
    ...auditWorkflows(given),
    ...healthWorkflows({ link: given.database.link, clock, log, station: () => given.workplace().station }),
    ...settingsWorkflows({
      config,
      plant,
      serialPorts: serialPortPaths,
      hidScanners: listHidScanners,
      printers: printing.printers,
      log,
      printCommandSheet: printing.commandSheet,
      openDemoSheet,
    }),
  }
}
