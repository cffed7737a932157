import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseLink } from '../../electron/database/database-link.ts'
import { importMarks } from '../../electron/db/import/import-marks.ts'
import type { MissingIndex } from '../../electron/db/indexes/indexes.ts'
import { listsRepository } from '../../electron/db/lists/lists.ts'
import { ordersOfficeRepository } from '../../electron/db/orders/orders-office.ts'
import { auditRepository } from '../../electron/db/plant/audit.ts'
import { plantSettingsRepository } from '../../electron/db/plant/plant-settings.ts'
import { createDoor, type DoorParts } from '../../electron/door.ts'
import { createExportDesk } from '../../electron/export/export-desk.ts'
import { createImportDesk } from '../../electron/import/import-desk.ts'
import { loadConfig } from '../../electron/settings/config.ts'
import { createPlant } from '../../electron/settings/plant.ts'
import { auditWorkflows } from '../../electron/workflows/audit.ts'
import { employeesWorkflows } from '../../electron/workflows/employees.ts'
import { healthWorkflows } from '../../electron/workflows/health.ts'
import { importWorkflows } from '../../electron/workflows/import.ts'
import { listsWorkflows } from '../../electron/workflows/lists.ts'
import { ordersWorkflows } from '../../electron/workflows/orders.ts'
import { sessionWorkflows } from '../../electron/workflows/session.ts'
import { settingsWorkflows } from '../../electron/workflows/settings.ts'
import type { Answer, CallInput, CommandName } from '../../shared/contract/index.ts'
import type { Office } from './office.ts'

interface OfficeDoorOptions {
  /** The bundled workers, where something is imported or exported. */
  readonly importWorkerFile?: string
  readonly exportWorker?: string
  readonly missingIndexes?: () => readonly Pick<MissingIndex, 'name'>[]
}

/**
 * The real door before the real workflows of the office; printing only writes down what it was given.
 * @param link with it, the health of the data too
 */
export function openOfficeDoor(
  office: Office,
  { importWorkerFile = '', exportWorker = '', missingIndexes, ...parts }: Partial<DoorParts> & OfficeDoorOptions = {},
  link: DatabaseLink | null = null,
) {
  const folder = mkdtempSync(join(tmpdir(), 'ose-door-'))
  const config = loadConfig({ folder, env: {}, preferredLanguages: ['en'] })
  const { clock, log, database, collections } = office
  const plant = createPlant({ folder, repository: () => plantSettingsRepository(collections), now: clock.now, log })
  const session = office.session({ plant: plant.current })
  const orders = ordersOfficeRepository(database.client, collections)
  const importDesk = createImportDesk({
    folder,
    workerFile: importWorkerFile,
    connection: async () => ({ connectionString: office.server.uri, databaseName: database.db.databaseName }),
    installation: 'installation-of-the-test',
    workplace: () => ({ station: 'S01', linea: 1, puesto: 1 }),
    log,
  })
  const printed: unknown[] = []
  const print = async (...what: unknown[]) => {
    printed.push(what)
    return 'printed.pdf'
  }
  const exports = createExportDesk({
    folder,
    workerFile: exportWorker,
    connectionString: async () => office.server.uri,
    databaseName: () => database.db.databaseName,
    openFile: async (file) => void printed.push(file),
    log,
  })
  const workflows = {
    ...sessionWorkflows({ session }),
    ...employeesWorkflows({ tables: () => office.tables, passwords: office.passwords, clock, log, printBadge: print }),
    ...ordersWorkflows({ orders: () => orders, clock, log, printTraveller: print }),
    ...listsWorkflows({ lists: () => listsRepository(database), exports, log }),
    ...settingsWorkflows({
      config,
      plant,
      serialPorts: async () => ['/dev/ttyACM0'],
      hidScanners: async () => [],
      printers: async () => [{ name: 'Zebra_ZT1', label: 'Zebra ZT1' }],
      log,
      printCommandSheet: print,
      openDemoSheet: async () => null,
    }),
    ...importWorkflows({
      importDesk,
      tables: () => ({ imports: importMarks(collections) }),
      plant,
      missingIndexes: missingIndexes ?? (() => []),
      clock,
      log,
    }),
    ...auditWorkflows({
      tables: () => ({ audit: auditRepository(collections), employees: office.tables.employees }),
      session,
      passwords: office.passwords,
      clock,
      log,
    }),
    ...(link !== null && healthWorkflows({ link: () => link, clock, log, station: () => 'S01' })),
    // Commands of other words are not this door's subject; one that gets through is seen.
    'page.ready': async () => ({ ok: true, value: {} }),
    'production.listOrders': async () => ({ ok: true, value: { orders: [] } }),
  }
  const door = createDoor({
    workflows: workflows as unknown as DoorParts['workflows'], // the words above, not all of them
    session,
    workstation: () => ({ linea: 1, puesto: 1, stations: ['production'] }),
    settingUp: () => false,
    databaseIsAway: () => null,
    log,
    checkOutput: true,
    ...parts,
  })

  return {
    session,
    config,
    plant,
    folder,
    printed,
    importDesk,
    /** Anything, as a page that was taken over might send it. */
    door,
    /** As the page calls: what goes over is a copy, both ways. */
    async call<Name extends CommandName>(name: Name, input: CallInput<Name>): Promise<Answer<Name>> {
      const answer = await door(name, structuredClone(input))
      return structuredClone(answer) as Answer<Name> // the door checked it against the contract
    },
    async close() {
      await importDesk.close()
      await exports.stop()
      session.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type OfficeDoor = ReturnType<typeof openOfficeDoor>
