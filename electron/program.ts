import { dirname, join } from 'node:path'
import type { EventName, Events } from '../shared/contract/events.ts'
import type { AppState, SessionState } from '../shared/state.ts'
import type { Actor } from '../shared/station/act.ts'
import { appView } from './app-view.ts'
import { createClock } from './clock/clock.ts'
import { createFirstAdministrator } from './database/first-administrator.ts'
import { openOwnStation } from './database/own-station.ts'
import { refreshOften } from './database/plant-refresh.ts'
import { createProgramDatabase } from './database/program-database.ts'
import { createDemoLife } from './demo/demo-life.ts'
import type { ProgramTools } from './diagnosis/program-tools.ts'
import { createDutyInUse } from './duty/duty-in-use.ts'
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

type Given = ProgramParts & { readonly tellApp: () => void }
type Ground = Awaited<ReturnType<typeof makeGround>>
type People = ReturnType<typeof makePeople>
type Made = Given & Ground & People & Awaited<ReturnType<typeof makeDesks>>

/** Everything of the program but Electron: made here, once, joined, opened, and stopped in the opposite order. */
export async function startProgram(parts: ProgramParts) {
  /** Only while everything that it shows is there. */
  let isTelling = false
  function tellApp(): void {
    if (isTelling) parts.tell('app.state', viewOf(made))
  }
  const given = { ...parts, tellApp }
  const ground = await makeGround(given, () => made)
  const people = makePeople(given, ground)
  const desks = await makeDesks(given, { ...ground, ...people })
  const made: Made = { ...given, ...ground, ...people, ...desks }
  isTelling = true
  const joined = joinParts(made)
  parts.tools.watch({
    app: () => viewOf(made),
    station: desks.desk.state,
    aside: ground.journal.aside.list,
    database: ground.link.database,
    secret: parts.secret,
  })
  const { held, session, workstation, settingUp } = made
  await held.open()
  await session.resume()
  made.scannerDesk.apply(parts.config.settings().scanners)
  return {
    door: { workflows: workflowsOf(made), session, workstation, settingUp, databaseIsAway: held.whyAway },
    databaseName: held.title,
    /** In the opposite order of the start; what waits stays in the journal. */
    async stop(): Promise<void> {
      isTelling = false
      joined.end()
      await stopParts(made)
    },
  }
}

export type Program = Awaited<ReturnType<typeof startProgram>>

/** The journal, the database, and what one station does for the plant. @param made all of it, when the database is opened */
async function makeGround(given: Given, made: () => Made) {
  const { log, folder, tellApp } = given
  const clock = createClock()
  const journal = await openJournal(join(folder, 'journal'))
  const here = await openOwnStation({ ...given, mark: journal.mark })
  const held = createProgramDatabase({
    ...given,
    installation: here.installation,
    marks: journal.sessions,
    clock,
    loadDemo: (database) => made().demo.load(database),
    onChange: () => void linkChanged(made()).catch((error: unknown) => log('program.link-failed', { error })),
    onShow: tellApp,
    async onPause() {
      await made().importDesk.pause()
      await duty.pause()
      await linkChanged(made())
    },
  })
  const { now: link } = held
  const duty = createDutyInUse(link.foldingSession, log)
  const firstAdministrator = createFirstAdministrator(link.database)
  const repository = () => link.tables()?.plantSettings ?? null
  const plant = createPlant({ folder, repository, now: clock.now, log })
  return { clock, journal, ...here, held, link, tables: link.tables, duty, firstAdministrator, plant }
}

/** The people, and what they print, export and import. */
function makePeople(given: Given, ground: Ground) {
  const { config, log, folder, tellApp } = given
  const { clock, journal, held, tables, plant, workstation, workplace, installation, firstAdministrator } = ground
  const passwords = createPasswords(given.workerFile)
  const session = createSession({
    tables,
    passwords,
    clock,
    plant: plant.current,
    address: ownAddress,
    log,
    station: ground.code,
    kept: { read: () => journal.mark.read('sign-in'), write: (text) => journal.mark.write('sign-in', text) },
  })
  function signedIn(): SessionState | null {
    const who = session.current()
    return who === null ? null : sessionState(who, session.signOutAt() ?? 0, workstation())
  }
  const isUnset = () => config.settings().database === 'unset'
  const settingUp = () => isUnset() || (firstAdministrator.isMissing() && !session.current())
  const printing = createPrinting({
    ...given,
    now: clock.now,
    onTrouble: tellApp,
    stations: () => workstation().stations.map((word) => slices[word]),
  })
  const demo = createDemoLife({ printing, openFile: given.openFile, log, onChange: tellApp })
  const exports = createExportDesk({
    ...given,
    connectionString: () => held.source()?.connectionString() ?? null,
    databaseName: () => config.settings().databaseName,
  })
  const workerFile = join(dirname(given.workerFile), 'import.worker.cjs')
  const importDesk = createImportDesk({ folder, workerFile, connection: held.connection, installation, workplace, log })
  return { passwords, session, signedIn, settingUp, printing, demo, exports, importDesk }
}

/** What a person has before them: the screen, the station, its scanners. */
async function makeDesks(given: Given, ground: Ground & People) {
  const { config, log, tell, tellApp } = given
  const { clock, held, tables, workstation, signedIn, session, printing } = ground
  const looks = createStationScreen({
    config,
    session,
    device: given.screen,
    clock,
    log,
    preferences: () => tables()?.preferences ?? null,
    parts: () => ({ station: desk.station, scanners: scannerDesk, link: held.link() }),
    onChange: tellApp,
  })
  const desk = await createStationDesk({
    journal: ground.journal,
    link: ground.link,
    clock,
    log,
    plant: ground.plant.current,
    workplace: ground.workplace,
    offered: () => workstation().stations,
    actor: () => actorOf(signedIn()),
    activity: session.activity,
    signOut: () => session.signOut('command'),
    badge: badgeAnswer(session),
    supervisorByBadge: supervisorAnswer(session),
    clean: () => looks.screen.clean(),
    unitLabel: printing.unitLabels.print,
    onVerdict: (verdict) => tell('station.verdict', verdict),
    onState: (state) => tell('station.state', state),
  })
  const scannerDesk = createScannerDesk({
    ...given,
    station: desk.station,
    session,
    takes: looks.screen.takes,
    onView: (view) => tell('scanners.view', view),
    onStates: tellApp,
  })
  return { looks, desk, scannerDesk }
}

/** The database was reached, lost or reached again. */
async function linkChanged(made: Made): Promise<void> {
  const { link, desk, tellApp } = made
  const database = link.database()
  if (database !== null && !link.isAway()) {
    await made.register(database)
    await made.plant.refresh()
    await made.firstAdministrator.look(database)
    made.duty.on(database, made.code())
    await desk.connected()
    made.looks.own.connected()
    await made.session.check()
    void made.importDesk.recover(database)
  }
  desk.changed()
  tellApp()
}

/** Who hears of what: of the person, of this PC's settings, of the plant's. @returns what is to be ended */
function joinParts({ session, desk, importDesk, config, scannerDesk, link, plant, tellApp }: Made) {
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
  return refreshOften(plant, link.isAway, tellApp)
}

function workflowsOf(made: Made) {
  const { held, firstAdministrator, scannerDesk, desk, tellApp, demo } = made
  return programWorkflows({
    ...made,
    isEmpty: firstAdministrator.isMissingNow,
    database: held,
    begin: held.open,
    administratorMade: firstAdministrator.made,
    tellAll() {
      scannerDesk.pageLoaded()
      tellApp()
      made.tell('station.state', desk.state())
    },
    openDemoSheet: demo.openSheet,
  })
}

async function stopParts(made: Made): Promise<void> {
  await made.scannerDesk.stop()
  await made.importDesk.pause()
  await made.exports.stop()
  await made.duty.stop()
  await made.desk.close()
  await made.printing.unitLabels.stop()
  // Only a crash goes on as the same person: whoever closes the program has left it.
  made.session.signOut('program-ended')
  await made.session.stop()
  await made.looks.stop()
  await made.passwords.stop()
  await made.held.close()
  await made.journal.close()
}

function viewOf(made: Made): AppState {
  const { held, looks } = made
  return appView({
    version: made.version,
    config: made.config,
    source: held.source(),
    link: held.link(),
    move: held.moveState(),
    station: made.code(),
    needsAdministrator: made.firstAdministrator.isMissing(),
    session: made.signedIn(),
    scanners: made.scannerDesk.states(),
    ...looks.view(),
    plant: made.plant.current(),
    clock: made.clock,
    demo: made.demo.current(),
    warnings: [made.secret.warning() ?? []].flat(),
    labelTrouble: made.printing.unitLabels.trouble(),
  })
}

function actorOf(who: SessionState | null): Actor | null {
  return who && { employee_id: who.employeeId, name: who.name, isSupervisor: who.isSupervisor, stations: who.stations }
}
