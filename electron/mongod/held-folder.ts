import { endMongod } from './ending.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { adoptMongod } from './mongod-process.ts'
import { isAlive } from './process-identity.ts'
import { makeFolders, readKey, readState, serverFolder } from './state-file.ts'

/**
 * Holds an embedded server's folder with no mongod running on it; one that a dead program left behind is ended first.
 * @throws EmbeddedServerError `folder-in-use` while the program runs.
 */
export async function holdFolder(root: string): Promise<FolderLock> {
  const folder = serverFolder(root)
  await makeFolders(folder)
  const lock = await lockFolder(root)
  if (lock.leftBehind !== undefined && (await isAlive(lock.leftBehind))) {
    const { port } = await readState(folder, () => undefined)
    await endMongod(adoptMongod(lock.leftBehind), port, await readKey(folder))
  }
  return lock
}
