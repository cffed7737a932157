import { randomUUID } from 'node:crypto'
import { createClock } from '../../electron/clock/clock.ts'
import { type Database, openDatabase } from '../../electron/db/connection/client.ts'
import { ensureIndexes } from '../../electron/db/indexes/indexes.ts'
import { badgesRepository } from '../../electron/db/people/badges.ts'
import { employeesRepository } from '../../electron/db/people/employees.ts'
import { signInsRepository } from '../../electron/db/people/sign-ins.ts'
import { plantSettingsRepository } from '../../electron/db/plant/plant-settings.ts'
import type { Log } from '../../electron/log/log.ts'
import { createPasswords } from '../../electron/passwords/passwords.ts'
import { createSession, type SessionParts } from '../../electron/people/session.ts'
import { defaultPlantSettings, type PlantSettings } from '../../shared/settings.ts'
import { bundlePasswordWorker } from './bundled-workers.ts'
import { startTestServer } from './replica-set.ts'

/** A real database and a real password worker, for tests of whoever signs in and manages. */
export async function openOffice(given?: { readonly uri: string; readonly databaseName: string }) {
  const server = given === undefined ? await startTestServer() : { uri: given.uri, stop: async () => undefined }
  const worker = await bundlePasswordWorker()
  const passwords = createPasswords(worker.file)
  const database: Database = await openDatabase(server.uri, given?.databaseName ?? `t_${randomUUID().slice(0, 8)}`)
  await ensureIndexes(database.collections)
  const tables = {
    employees: employeesRepository(database.collections),
    badges: badgesRepository(database.client, database.collections),
    signIns: signInsRepository(database.collections),
    plantSettings: plantSettingsRepository(database.collections),
  }
  const clock = createClock()
  const logged: { event: string; facts: unknown }[] = []
  const log: Log = (event, facts) => {
    logged.push({ event, facts })
    return 'TEST-0001'
  }

  return {
    server,
    database,
    collections: database.collections,
    tables,
    passwords,
    clock,
    log,
    logged,

    /** A station's session; `kept` is what its journal would keep. */
    session(parts: Partial<SessionParts> & { readonly settings?: Partial<PlantSettings> } = {}) {
      const { settings, ...others } = parts
      let text: string | null = null
      const kept = {
        read: async () => text,
        write: async (next: string | null) => {
          text = next
        },
      }
      return createSession({
        tables: () => tables,
        passwords,
        clock,
        plant: () => ({ ...defaultPlantSettings, ...settings }),
        address: () => '192.0.2.7',
        station: () => 'S01',
        kept,
        log,
        ...others,
      })
    },

    /** Whether the badge alone signs in, as the plant's settings in the database say. */
    badgeSignIn: (badgeSignIn: boolean) =>
      tables.plantSettings.save({ ...defaultPlantSettings, badgeSignIn }, 'ADMIN', new Date()),

    async close() {
      await passwords.stop()
      await database.close()
      await worker.remove()
      await server.stop()
    },
  }
}

export type Office = Awaited<ReturnType<typeof openOffice>>
