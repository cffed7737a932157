import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { writeAtomicallyBeside } from '../files/atomic-file.ts'
import { freePort } from './loopback-port.ts'

/** Where everything of the embedded server stands, below `<user-data>/mongod`. */
export interface ServerFolder {
  readonly root: string
  /** mongod's own: its dbPath. */
  readonly data: string
  readonly keyFile: string
  readonly state: string
  readonly log: string
  /** What mongod says before its log is open, and what the system says when it cannot run at all. */
  readonly output: string
}

const stateSchema = z.object({
  version: z.literal(1),
  port: z.number().int().min(1024).max(65_535),
  user: z.string().min(1),
  password: z.string().min(16),
  /** The folder once held a replica set: from then on an empty one is a loss, not a first start. */
  initiated: z.boolean(),
  /** Which version of the user's rights stands in the database; 0 for none. */
  rights: z.number().int().min(0),
})

/** What one start must know of the last one. Holds the secret: mode 600, never logged. */
export type ServerState = Readonly<z.infer<typeof stateSchema>>

export function serverFolder(root: string): ServerFolder {
  return {
    root,
    data: join(root, 'data'),
    keyFile: join(root, 'keyfile'),
    state: join(root, 'state.json'),
    log: join(root, 'mongod.log'),
    output: join(root, 'mongod.out'),
  }
}

export async function makeFolders(folder: ServerFolder): Promise<void> {
  // What is wrong above shows below: a recursive mkdir answers ENOENT for a disk that is read-only.
  await mkdir(dirname(folder.root), { recursive: true }).catch(() => undefined)
  await makeFolder(folder.root)
  await makeFolder(folder.data)
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (!(await stat(path).catch(() => undefined))?.isDirectory()) throw error
    await chmod(path, 0o700)
  }
}

/**
 * The state of the last start, or a new one. A lost or unreadable file costs nothing but the port: the key file signs
 * in to the server whatever the password was (see `administration.ts`).
 */
export async function readState(folder: ServerFolder, onLost: () => void): Promise<ServerState> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(folder.state, 'utf8')))
  } catch {
    const initiated = existsSync(join(folder.data, 'WiredTiger.wt'))
    if (initiated) onLost()
    const password = randomBytes(24).toString('base64url')
    const state: ServerState = {
      version: 1,
      port: await freePort(),
      user: 'ose-station',
      password,
      initiated,
      rights: 0,
    }
    await writeState(folder, state)
    return state
  }
}

export async function writeState(folder: ServerFolder, state: ServerState): Promise<void> {
  await writeAtomicallyBeside(folder.state, `${JSON.stringify(state, null, 2)}\n`)
}

/** The key of the key file, made when there is none: 6 to 1024 base64 characters is what mongod takes. */
export async function readKey(folder: ServerFolder): Promise<string> {
  const found = await readFile(folder.keyFile, 'utf8').catch(() => '')
  if (/^[A-Za-z0-9+/=]{100,1024}$/.test(found)) {
    await chmod(folder.keyFile, 0o600)
    return found
  }
  const key = randomBytes(384).toString('base64')
  await writeAtomicallyBeside(folder.keyFile, key)
  return key
}
