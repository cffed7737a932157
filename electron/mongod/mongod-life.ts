import { constants, existsSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { asAdministrator, connectionStringFor, prepareServer, rightsVersion } from './administration.ts'
import { diagnose, logLength, probeDisk } from './diagnosis.ts'
import { endMongod } from './ending.ts'
import type { FolderLock } from './folder-lock.ts'
import { takeLeftBehind } from './left-behind.ts'
import { rotateLog } from './log-rotation.ts'
import { freePort, isListening, isPortFree } from './loopback-port.ts'
import { mongodArguments } from './mongod-arguments.ts'
import { type MongodProcess, spawnMongod } from './mongod-process.ts'
import { isAlive } from './process-identity.ts'
import { readKey, readState, type ServerFolder, type ServerState, writeState } from './state-file.ts'
import { EmbeddedServerError } from './status.ts'

/** What the embedded server tells the program's log; facts hold no secret. */
export type Log = (event: string, facts?: Record<string, unknown>) => void

/** What every start of mongod in one run of the program shares. */
export interface LifeContext {
  readonly folder: ServerFolder
  readonly executable: string
  readonly startTimeoutMs: number
  readonly endsWithProgram: boolean
  readonly log: Log
  /** Told of every process as soon as there is one. */
  readonly onProcess: (mongod: MongodProcess) => void
  /** Aborted when the program wants no server any more. */
  readonly quit: AbortSignal
}

export interface LifeRequest {
  readonly lock: FolderLock
  /** The first start in this run of the program. */
  readonly isFirst: boolean
  /** Wait for the old port instead of taking another: the program's connections point there. */
  readonly keepPort: boolean
}

/** One life of mongod, from a writable primary to its end. */
export interface MongodLife {
  readonly mongod: MongodProcess
  readonly port: number
  readonly connectionString: string
  /** Ends it cleanly. */
  readonly end: () => Promise<void>
  /** Why it ended by itself; `undefined` when a new start may well mend it. */
  readonly diagnose: () => Promise<EmbeddedServerError | undefined>
}

/**
 * Starts a mongod, or adopts the one left behind, and makes it ready. Throws `EmbeddedServerError` when the cause is
 * known, any other error when trying again is the answer. Leaves no process behind when it throws.
 */
export async function startLife(context: LifeContext, request: LifeRequest): Promise<MongodLife> {
  const { folder, log } = context
  const key = await readKey(folder)
  const state = await readState(folder, () => log('mongod.state-lost'))
  if (request.lock.leftBehind && (await isAlive(request.lock.leftBehind))) {
    const commandLine = [context.executable, ...mongodArguments(folder, state.port)]
    const adopted = await takeLeftBehind(request.lock.leftBehind, state.port, key, commandLine)
    log('mongod.left-behind', { pid: request.lock.leftBehind.pid, adopted: adopted !== undefined })
    if (adopted) return makeReady(context, adopted, state, state.port, key, 0)
  }

  await checkBeforeStart(context, state)
  await rotateLog(folder.log, request.isFirst)
  const port = await choosePort(state.port, request.keepPort)
  const logStart = await logLength(folder)
  log('mongod.starting', { port, executable: context.executable })
  const { executable, endsWithProgram } = context
  const mongod = await spawnMongod(executable, mongodArguments(folder, port), folder, endsWithProgram)
  try {
    await request.lock.recordMongod(mongod.identity)
  } catch (error) {
    mongod.signal('SIGKILL')
    await mongod.ended
    throw error
  }
  return makeReady(context, mongod, state, port, key, logStart)
}

async function makeReady(
  context: LifeContext,
  mongod: MongodProcess,
  state: ServerState,
  port: number,
  key: string,
  logStart: number,
): Promise<MongodLife> {
  const { folder } = context
  context.onProcess(mongod)
  const end = (): Promise<void> => endMongod(mongod, port, key)
  const findCause = async (): Promise<EmbeddedServerError | undefined> => diagnose(folder, await mongod.ended, logStart)
  const stop = new AbortController()
  const prepared = prepare(context, port, key, state, stop.signal)
  try {
    await Promise.race([prepared, failAtEnd(mongod), failAtQuit(context.quit, stop.signal)])
    await rememberState(folder, state, port)
  } catch (error) {
    stop.abort()
    // The connection breaks before the system tells of the end.
    if (context.quit.aborted || !(await endsWithin(mongod, 1_000))) await end()
    else if (!(error instanceof EmbeddedServerError)) throw (await findCause()) ?? error
    throw error
  } finally {
    stop.abort()
    await prepared.catch(() => undefined)
  }
  return { mongod, port, connectionString: connectionStringFor(port, state), end, diagnose: findCause }
}

async function prepare(
  context: LifeContext,
  port: number,
  key: string,
  state: ServerState,
  stop: AbortSignal,
): Promise<void> {
  await untilListening(context, port, stop)
  const late = sleep(context.startTimeoutMs, undefined, { signal: stop }).then(() => {
    throw new EmbeddedServerError('start-timeout', 'it listens, but does not become writable')
  })
  await Promise.race([late, asAdministrator(port, key, (admin) => prepareServer(admin, port, state, stop))])
}

/** Replaying a long journal takes minutes: only silence counts as hanging. */
async function untilListening(context: LifeContext, port: number, stop: AbortSignal): Promise<void> {
  let length = -1
  let deadline = 0
  while (!(await isListening(port))) {
    const now = await logLength(context.folder)
    if (now !== length) {
      length = now
      deadline = Date.now() + context.startTimeoutMs
    } else if (Date.now() > deadline) {
      throw new EmbeddedServerError('start-timeout', `silent for ${context.startTimeoutMs} ms while starting`)
    }
    await sleep(50, undefined, { signal: stop })
  }
}

async function checkBeforeStart(context: LifeContext, state: ServerState): Promise<void> {
  const { folder, executable } = context
  if (!existsSync(executable)) throw new EmbeddedServerError('binary-missing', `${executable} is not there`)
  try {
    await access(executable, constants.X_OK)
  } catch {
    throw new EmbeddedServerError('binary-broken', `${executable} cannot be executed`)
  }
  const unwritable = await probeDisk(folder)
  if (unwritable) throw unwritable
  // Without this file mongod renames the data files and begins an empty database.
  const metadata = ['WiredTiger.turtle', 'WiredTiger.turtle.set'].map((name) => join(folder.data, name))
  if (state.initiated && !metadata.some((path) => existsSync(path))) {
    throw new EmbeddedServerError('data-damaged', `${folder.data} has lost WiredTiger.turtle`)
  }
}

async function choosePort(remembered: number, keep: boolean): Promise<number> {
  if (await isPortFree(remembered)) return remembered
  if (keep) throw new Error(`port ${remembered} is taken by another program`)
  return freePort()
}

async function rememberState(folder: ServerFolder, state: ServerState, port: number): Promise<void> {
  if (state.port === port && state.initiated && state.rights === rightsVersion) return
  await writeState(folder, { ...state, port, initiated: true, rights: rightsVersion })
}

async function failAtEnd(mongod: MongodProcess): Promise<never> {
  const exit = await mongod.ended
  throw new Error(`mongod ended at start with ${exit.signal ?? `code ${exit.code}`}`)
}

function failAtQuit(quit: AbortSignal, stop: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const onQuit = (): void => reject(new Error('stopped while starting'))
    if (quit.aborted) onQuit()
    quit.addEventListener('abort', onQuit, { once: true })
    stop.addEventListener('abort', () => quit.removeEventListener('abort', onQuit), { once: true })
  })
}

async function endsWithin(mongod: MongodProcess, ms: number): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline && !mongod.hasEnded(); ) await sleep(25)
  return mongod.hasEnded()
}
