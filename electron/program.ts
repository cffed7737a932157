import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { EventName, Events } from '../shared/contract/events.ts'
import type { Actor, Workplace } from '../shared/station/act.ts'
import { appView } from './app-view.ts'
import { createClock } from './clock/clock.ts'
import { linkOfNow } from './database/database-link.ts'
import { createProgramDatabase } from './database/program-database.ts'
import type { Database } from './db/connection/client.ts'
import { hasNoEmployee } from './db/people/first-employee.ts'
import { stationsRepository } from './db/plant/stations.ts'
import { repositoriesOf } from './db/repositories.ts'
import { createDemoLife } from './demo/demo-life.ts'
import type { ProgramTools } from './diagnosis/program-tools.ts'
import { startDuty } from './duty/duty.ts'
import { createExportDesk } from './export/export-desk.ts'
import { createImportDesk } from './import/import-desk.ts'
import { openJournal } from './journal/journal.ts'
import type { Log } from './log/log.ts'
import { createPasswords } from './passwords/passwords.ts'
import { badgeAnswer, supervisorAnswer } from './people/badge-answer.ts'
import { createSession } from './people/session.ts'
import { sessionState } from './people/signed-in.ts'
import { createPrinting, type PrintPdf } from './printing/printing.ts'
import type { LabelPaper } from './printing/system-printer.ts'
import { createScannerDesk, type KeyboardPage } from './scanner-desk/scanner-desk.ts'
import type { ScreenDevice } from './screen/screen.ts'
import { createStationScreen } from './screen/station-screen.ts'
import type { Config } from './settings/config.ts'
import type { ConnectionSecret } from './settings/connection-secret.ts'
import { ownAddress } from './settings/own-address.ts'
import { createPlant } from './settings/plant.ts'
import { createStationDesk } from './station/desk.ts'
import { slices } from './station/slices.ts'
import { followJobSetting } from './stations/production/job-setting.ts'
import { programWorkflows } from './workflows/index.ts'

export interface ProgramParts {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly config: Config
  readonly secret: ConnectionSecret
  readonly log: Log
  readonly version: string
  readonly host: string
  readonly workerFile: string
  /** The page whose keys a keyboard scanner types into. */
  readonly page: KeyboardPage
  readonly screen: ScreenDevice
  readonly printPdf: PrintPdf
  readonly labelPaper: LabelPaper
  readonly openFile: (file: string) => Promise<void>
  readonly painted: Promise<void>
  readonly tools: ProgramTools
  readonly tell: <Name extends EventName>(name: Name, value: Events[Name]) => void
}

/** Everything of the program but Electron: wired here, once, and stopped in the opposite order. */
export async function startProgram(parts: ProgramParts) {
  const { config, log, folder, host, version, secret } = parts
  const clock = createClock()
  const journal = await openJournal(join(folder, 'journal'))
  const installation = (await journal.mark.read('installation')) ?? randomUUID()
  await journal.mark.write('installation', installation)
  let stationCode = (await journal.mark.read('station')) ?? ''
  let folding: ReturnType<typeof startDuty> | null = null
  let folded: Database | null = null
  let needsAdministrator = false
  /** Only while everything that it shows is there. */
  let isTelling = false

  const held = createProgramDatabase({
    ...{ ...parts, installation, marks: journal.sessions, clock },
    loadDemo: (database) => demo.load(database),
    painted: parts.painted,
    onChange: () => void linkChanged().catch((error: unknown) => log('program.link-failed', { error })),
    onShow: tellApp,
    async onPause() {
      await importDesk.pause()
      await folding?.stop()
      folding = null
      folded = null
      await linkChanged()
    },
  })
  const { link } = held
  const now = linkOfNow(link)
  const tables = () => {
    const database = now.database()
    return database === null ? null : repositoriesOf(database)
  }
  const passwords = createPasswords(parts.workerFile)
  const plant = createPlant({ folder, repository: () => tables()?.plantSettings ?? null, now: clock.now, log })
  const session = createSession({
    tables,
    passwords,
    clock,
    plant: plant.current,
    address: ownAddress,
    log,
    station: () => stationCode,
    kept: { read: () => journal.mark.read('sign-in'), write: (text) => journal.mark.write('sign-in', text) },
  })

  const place = () => {
    const { linea, puesto, stations } = config.settings()
    return { linea, puesto, stations }
  }
  const workplace = (): Workplace => {
    const { linea, puesto } = place()
    return { station: stationCode || 'S00', linea, puesto }
  }

  function signedIn() {
    const who = session.current()
    return who === null ? null : sessionState(who, session.signOutAt() ?? 0, place())
  }

  const looks = createStationScreen({
    config,
    session,
    device: parts.screen,
    clock,
    log,
    preferences: () => tables()?.preferences ?? null,
    parts: () => ({ station: desk.station, scanners: scannerDesk, link: link() }),
    onChange: tellApp,
  })
  const settingUp = () => config.settings().database === 'unset' || (needsAdministrator && !session.current())

  function actor(): Actor | null {
    const who = signedIn()
    return (
      who && { employee_id: who.employeeId, name: who.name, isSupervisor: who.isSupervisor, stations: who.stations }
    )
  }

  const view = () =>
    appView({
      version,
      config,
      source: held.source(),
      link: link(),
      move: held.moveState(),
      station: stationCode,
      needsAdministrator,
      session: signedIn(),
      scanners: scannerDesk.states(),
      ...looks.view(),
      plant: plant.current(),
      clock,
      demo: demo.current(),
      warnings: [secret.warning() ?? []].flat(),
      labelTrouble: printing.unitLabels.trouble(),
    })

  function tellApp(): void {
    if (isTelling) parts.tell('app.state', view())
  }

  const printing = createPrinting({
    ...{ ...parts, now: clock.now, onTrouble: tellApp },
    stations: () => place().stations.map((word) => slices[word]),
  })
  const exports = createExportDesk({
    ...parts,
    connectionString: () => held.source()?.connectionString() ?? null,
    databaseName: () => config.settings().databaseName,
  })
  const demo = createDemoLife({ printing, openFile: parts.openFile, log, onChange: tellApp })
  const desk = await createStationDesk({
    journal,
    link: now,
    clock,
    log,
    plant: plant.current,
    workplace,
    offered: () => place().stations,
    actor,
    activity: session.activity,
    signOut: () => session.signOut('command'),
    badge: badgeAnswer(session),
    supervisorByBadge: supervisorAnswer(session),
    clean: () => looks.screen.clean(),
    unitLabel: printing.unitLabels.print,
    onVerdict: (verdict) => parts.tell('station.verdict', verdict),
    onState: (state) => parts.tell('station.state', state),
  })

  const scannerDesk = createScannerDesk({
    ...parts,
    station: desk.station,
    session,
    takes: looks.screen.takes,
    onView: (view) => parts.tell('scanners.view', view),
    onStates: tellApp,
  })
  const workerFile = join(dirname(parts.workerFile), 'import.worker.cjs')
  const importDesk = createImportDesk({ folder, workerFile, connection: held.connection, installation, workplace, log })
  isTelling = true

  /** The database was reached, lost or reached again. */
  async function linkChanged(): Promise<void> {
    const database = now.database()
    if (database !== null && !now.isAway()) {
      const repository = stationsRepository(database.collections)
      const { linea, puesto } = place()
      stationCode = await repository.register({ _id: installation, linea, puesto, host, version })
      await journal.mark.write('station', stationCode)
      await plant.refresh()
      needsAdministrator = await hasNoEmployee(database.collections)
      if (folded !== database) {
        void folding?.stop()
        folded = database
        folding = startDuty(database, now.foldingSession, stationCode, log)
      }
      await desk.connected()
      looks.own.connected()
      await session.check()
      void importDesk.recover(database)
    }
    desk.changed()
    tellApp()
  }

  session.onChange(({ why }) => {
    if (why !== 'activity') {
      void desk.personChanged()
      void importDesk.personChanged(session.current()?.employee_id ?? null)
    }
    tellApp()
  })
  followJobSetting(desk, config)
  config.onChange((settings) => {
    scannerDesk.apply(settings.scanners)
    tellApp()
  })

  // What an administrator sets at one station holds at the others soon.
  const plantTimer = setInterval(() => {
    if (!now.isAway()) void plant.refresh().then(tellApp, () => undefined)
  }, 30_000)

  parts.tools.watch({ app: view, station: desk.state, aside: journal.aside.list, database: now.database, secret })
  await held.open()
  await session.resume()
  scannerDesk.apply(config.settings().scanners)

  const workflows = programWorkflows({
    ...{ session, config, secret, tables, passwords, clock, log, plant, desk, looks, settingUp, printing },
    ...{ scannerDesk, exports, importDesk, workplace, tools: parts.tools },
    isEmpty: async () => {
      const database = now.database()
      return database !== null && hasNoEmployee(database.collections)
    },
    database: held,
    begin: held.open,
    administratorMade: () => {
      needsAdministrator = false
    },
    tellAll: () => {
      scannerDesk.pageLoaded()
      tellApp()
      parts.tell('station.state', desk.state())
    },
    openDemoSheet: demo.openSheet,
  })

  return {
    door: {
      workflows,
      session,
      place,
      settingUp,
      databaseIsAway: held.whyAway,
    },
    databaseName: () => (link() === null ? '' : `${config.settings().databaseName} @ ${link()?.host() ?? ''}`),
    /** Ends in the opposite order of the start; what waits stays in the journal. */
    async stop(): Promise<void> {
      isTelling = false
      clearInterval(plantTimer)
      await scannerDesk.stop()
      await importDesk.pause()
      await exports.stop()
      await folding?.stop()
      await desk.close()
      await printing.unitLabels.stop()
      // Only a crash goes on as the same person: whoever closes the program has left it.
      session.signOut('program-ended')
      await session.stop()
      await looks.stop()
      await passwords.stop()
      await held.close()
      await journal.close()
    },
  }
}

export type Program = Awaited<ReturnType<typeof startProgram>>
