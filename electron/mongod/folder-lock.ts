import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomicallyBeside, writeDurably } from '../files/atomic-file.ts'
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
 * Takes the folder for this program, or throws `EmbeddedServerError` `folder-in-use`. Of many programs that take over
 * the lock of a dead one at once, exactly one gets it: whoever links the claim named after the dead lock's token may
 * replace that lock, nobody else does, and the lock is never absent meanwhile.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'station.lock')
  const own: Content = { token: randomUUID(), app: await ownIdentity() }
  const temporary = `${path}.${own.token}`
  let leftBehind: ProcessIdentity | undefined
  try {
    for (;;) {
      const content: Content = leftBehind ? { ...own, mongod: leftBehind } : own
      await writeDurably(temporary, JSON.stringify(content))
      if (await linkExclusively(temporary, path)) break
      const holder = await read(path)
      if (holder === 'absent') continue
      await refuseIfAlive(holder, folder)
      if (leftBehind === undefined && holder !== 'unreadable' && holder.mongod) {
        leftBehind = holder.mongod
        continue
      }
      if (await takeOver(path, temporary, holder, folder)) break
    }
  } finally {
    await rm(temporary, { force: true })
  }

  const isOurs = async (): Promise<boolean> => tokenOf(await read(path)) === own.token
  return {
    leftBehind,
    async recordMongod(mongod) {
      if (!(await isOurs())) throw new EmbeddedServerError('folder-in-use', `another program took over ${folder}`)
      await writeAtomicallyBeside(path, JSON.stringify({ ...own, mongod } satisfies Content))
    },
    async release() {
      if (await isOurs()) await rm(path, { force: true })
    },
  }
}

type Found = Content | 'absent' | 'unreadable'

/** Puts `temporary` in the place of the dead lock; `false` when somebody else did that before. */
async function takeOver(path: string, temporary: string, dead: Found, folder: string): Promise<boolean> {
  let last = tokenOf(dead)
  let claim = `${path}.after-${last}`
  while (!(await linkExclusively(temporary, claim))) {
    const claimant = await read(claim)
    if (claimant === 'absent') continue
    await refuseIfAlive(claimant, folder)
    // It died before it could use its claim: the next claim is named after it.
    last = claimant === 'unreadable' ? `${last}-unreadable` : claimant.token
    claim = `${path}.after-${last}`
  }
  try {
    // The claim may be one that was used and removed since the dead lock was read.
    if (tokenOf(await read(path)) !== tokenOf(dead)) return false
    await rename(temporary, path)
    return true
  } finally {
    await rm(claim, { force: true })
  }
}

async function refuseIfAlive(holder: Found, folder: string): Promise<void> {
  if (typeof holder === 'object' && (await isAlive(holder.app))) {
    throw new EmbeddedServerError('folder-in-use', `process ${holder.app.pid} of this program uses ${folder}`)
  }
}

/** `link` fails when the name exists, and shows the file only with its whole content: exclusive and never half. */
async function linkExclusively(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function read(path: string): Promise<Found> {
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

function tokenOf(found: Found): string {
  return typeof found === 'string' ? found : found.token
}
