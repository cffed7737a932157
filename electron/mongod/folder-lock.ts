import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomically, writeDurably } from './atomic-file.ts'
import { isAlive, ownIdentity, type ProcessIdentity, processIdentitySchema } from './process-identity.ts'
import { EmbeddedServerError } from './status.ts'

const contentSchema = z.object({
  /** Tells this taking of the folder from every other one. */
  token: z.string(),
  app: processIdentitySchema,
  mongod: processIdentitySchema.optional(),
})
type Content = z.infer<typeof contentSchema>

export interface FolderLock {
  /** The server of an earlier program that died; perhaps it still runs. */
  readonly leftBehind: ProcessIdentity | undefined
  /** Notes the server that now runs, for the next start to find. */
  readonly recordMongod: (mongod: ProcessIdentity) => Promise<void>
  /** Gives the folder back; nobody's else lock is touched. */
  readonly release: () => Promise<void>
}

/**
 * Takes the folder for this program, or throws `EmbeddedServerError` `folder-in-use`. The lock of a program that is
 * dead is taken over. Should two programs take over the same dead lock within the same instant, mongod's own lock on
 * the data folder still lets only one server in.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'station.lock')
  const token = randomUUID()
  const app = await ownIdentity()
  let leftBehind: ProcessIdentity | undefined

  const content = (mongod: ProcessIdentity | undefined): string =>
    JSON.stringify({ token, app, ...(mongod && { mongod }) } satisfies Content)

  for (;;) {
    if (await create(path, token, content(leftBehind))) break
    const holder = await read(path)
    if (holder === 'absent') continue
    if (holder !== 'unreadable') {
      if (await isAlive(holder.app)) {
        throw new EmbeddedServerError('folder-in-use', `process ${holder.app.pid} of this program uses ${folder}`)
      }
      leftBehind = holder.mongod
    }
    await setAside(path, holder)
  }

  const isOurs = async (): Promise<boolean> => {
    const now = await read(path)
    return typeof now === 'object' && now.token === token
  }
  return {
    leftBehind,
    async recordMongod(mongod) {
      if (!(await isOurs())) throw new EmbeddedServerError('folder-in-use', `another program took over ${folder}`)
      await writeAtomically(path, content(mongod))
    },
    async release() {
      if (await isOurs()) await rm(path, { force: true })
    },
  }
}

/** `link` fails when the name exists, and shows the file only with its whole content: exclusive and never half. */
async function create(path: string, token: string, content: string): Promise<boolean> {
  const temporary = `${path}.${token}`
  try {
    await writeDurably(temporary, content)
    await link(temporary, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(temporary, { force: true })
  }
}

async function read(path: string): Promise<Content | 'absent' | 'unreadable'> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'absent'
    throw error
  }
  try {
    return contentSchema.parse(JSON.parse(text))
  } catch {
    // Only a power cut leaves such a file, and no program outlives that.
    return 'unreadable'
  }
}

/** Removes a dead lock, unless somebody else did and took the folder since it was read: then that lock goes back. */
async function setAside(path: string, dead: Content | 'unreadable'): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
  const moved = await read(aside)
  const isTheDeadOne =
    typeof moved === 'object' && typeof dead === 'object' ? moved.token === dead.token : moved === dead
  if (!isTheDeadOne) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
}
