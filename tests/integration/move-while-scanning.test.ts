import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createClock } from '../../electron/clock/clock.ts'
import { createProgramDatabase } from '../../electron/database/program-database.ts'
import { prepareDatabase } from '../../electron/db/preparation/prepare-database.ts'
import { startDuty } from '../../electron/duty/duty.ts'
import { openJournal } from '../../electron/journal/journal.ts'
import { loadConfig } from '../../electron/settings/config.ts'
import { connectionSecret } from '../../electron/settings/connection-secret.ts'
import { createStationDesk } from '../../electron/station/desk.ts'
import type { MovePhase } from '../../shared/database.ts'
import { defaultPlantSettings } from '../../shared/settings.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import { imei } from '../support/codes.ts'
import { temporaryFolder } from '../support/embedded-station.ts'
import { mongodBinary } from '../support/mongod-binary.ts'
import { openTestPlant } from '../support/plant.ts'
import { administrator, type SecuredServer, startServer } from '../support/secured-server.ts'
import { operator, required, until } from '../support/station-bench.ts'

const station = { user: 'station', password: 'Stat1on-pass' }
let server: SecuredServer
let admin: MongoClient
let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  server = await startServer({ auth: true })
  admin = new MongoClient(server.uri(administrator))
})
afterAll(async () => {
  await admin.close()
  await server.stop()
})
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(() => folder.remove())

/** A program without window and people: its database, journal and station, on an embedded server with one order. */
async function startProgram() {
  writeFileSync(join(folder.path, 'settings.json'), JSON.stringify({ database: 'embedded', databaseName: 'own' }))
  const env = { OSE_MONGOD_PATH: mongodBinary() }
  const cipher = { available: async () => false, encrypt: async () => Buffer.alloc(0), decrypt: async () => '' }
  const config = loadConfig({ folder: folder.path, env, preferredLanguages: [] })
  const secret = connectionSecret({ folder: folder.path, env, cipher })
  const journal = await openJournal(join(folder.path, 'journal'))
  const clock = createClock()
  const log = () => 'log-id'
  const verdicts: Verdict[] = []
  let onPhase: (phase: MovePhase) => void = () => undefined
  let folding: ReturnType<typeof startDuty> | null = null
  let desk: Awaited<ReturnType<typeof createStationDesk>> | null = null
  const database = createProgramDatabase({
    ...{ folder: folder.path, env, config, secret, marks: journal.sessions, clock, log },
    ...{ installation: 'test', version: 'test', workerFile: '' },
    loadDemo: async () => undefined,
    onShow: () => {
      const state = database.moveState()
      if (state !== null) onPhase(state.phase)
    },
    async onPause() {
      await folding?.stop()
      folding = null
    },
    painted: Promise.resolve(),
    onChange() {
      const link = database.link()
      const opened = link?.database() ?? null
      if (link === null || opened === null || link.isAway()) return
      folding ??= startDuty(opened, () => database.link()?.foldingSession() ?? null, 'S01', log)
      void desk?.connected()
    },
  })
  desk = await createStationDesk({
    ...{
      journal,
      clock,
      log,
      activity: () => undefined,
      clean: () => undefined,
      signOut: () => undefined,
      actor: () => operator,
      offered: () => ['production'],
    },
    link: {
      database: () => database.link()?.database() ?? null,
      isAway: () => database.link()?.isAway() ?? true,
      missingIndexes: () => database.link()?.missingIndexes() ?? [],
      session: async () => (await database.link()?.session()) ?? null,
    },
    plant: () => defaultPlantSettings,
    workplace: () => ({ station: 'S01', linea: 1, puesto: 1 }),
    badge: async () => undefined,
    supervisorByBadge: async () => null,
    onVerdict: (verdict) => verdicts.push(verdict),
    onState: () => undefined,
  })
  await database.open()
  await until(() => database.link()?.isAway() === false, 'the embedded server', 60_000)
  const text = await required(database.source()).connectionString()
  const plant = await openTestPlant(text, 'own')
  await plant.order({ order_number: 'ORD-1', pairing: 'imei', quantity: 50 })
  await plant.database.close()
  await desk.connected()
  await desk.at('production').openOrder('ORD-1', 1)
  const made = desk
  /** A busy machine may say "kept here" first. */
  async function registers(number: number): Promise<void> {
    await made.station.scan({ text: imei(number), scannerId: 'test' })
    await until(() => verdicts.at(-1)?.word === 'registered', 'the database')
  }
  return {
    ...{ database, config, secret, text, registers },
    scan: async (number: number) => {
      await made.station.scan({ text: imei(number), scannerId: 'test' })
      return required(verdicts.at(-1)).word
    },
    kept: () => made.state().kept.count,
    when(phase: MovePhase, act: () => void) {
      let isDone = false
      onPhase = (now) => {
        if (now !== phase || isDone) return
        isDone = true
        act()
      }
    },
    async close() {
      await folding?.stop()
      await made.close()
      await database.close()
      await journal.close()
    },
  }
}

const moved = (name: string) => admin.db(name).collection('devices')

test('what is scanned while the database is moved is kept, and goes on to the server', async () => {
  const program = await startProgram()
  const user = { user: station.user, password: async () => station.password }
  await prepareDatabase({ client: admin, databaseName: 'moved', station: user, say: () => undefined })
  await program.registers(1)
  let during: Promise<string> | undefined
  program.when('copying', () => {
    during = program.scan(2)
  })
  const answer = await program.database.move(server.uri(station), 'moved')
  expect(answer).toMatchObject({ ok: true })
  expect(await required(during)).toBe('kept-here')
  await until(async () => (await moved('moved').countDocuments()) === 2, 'the kept scan')
  await program.registers(3)
  expect(await moved('moved').countDocuments()).toBe(3)
  const orders = admin.db('moved').collection('production_orders')
  await until(async () => (await orders.findOne({}))?.['produced'] === 3, 'the fold')
  expect(program.kept()).toBe(0)
  expect(program.config.settings()).toMatchObject({ database: 'plant', databaseName: 'moved' })
  await program.close()
})

test('cancelled, or with the server gone, this PC goes on with its own database as if nothing had been', async () => {
  const program = await startProgram()
  const remaining = async (code: string, answer: unknown) => {
    expect(answer).toMatchObject({ ok: false, error: { code } })
    expect(program.database.moveState()).toBeNull()
    expect(program.config.settings()).toMatchObject({ database: 'embedded', databaseName: 'own' })
    expect(existsSync(join(folder.path, 'connection.txt'))).toBe(false)
    expect(await required(program.database.source()).connectionString()).toBe(program.text)
  }
  await program.registers(1)
  program.when('copying', () => program.database.cancelMove())
  await remaining('move-cancelled', await program.database.move(server.uri(administrator), 'half'))
  await program.registers(2)

  // Half a copy is nobody's database.
  const half = loadConfig({ folder: folder.path, env: {}, preferredLanguages: [] })
  expect(half.settings().database).toBe('embedded')
  expect(
    await admin
      .db('half')
      .collection('station_settings')
      .findOne({ _id: 'move' as never }),
  ).toMatchObject({
    finished_at: null,
  })

  const dying = await startServer()
  program.when('copying', () => void dying.stop())
  await remaining('move-broken-off', await program.database.move(dying.uri(), 'gone'))
  await program.registers(3)

  await remaining('connection-refused', await program.database.move(dying.uri(), 'gone'))
  await program.close()
})
