import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { type Collections, collections } from '../../electron/db/collections/collections.ts'
import { readState, serverFolder } from '../../electron/mongod/state-file.ts'

/** Asks the embedded server of a program's data folder, with the program's own user, beside the program. */
export async function askEmbedded<Value>(
  folder: string,
  databaseName: string,
  ask: (collections: Collections) => Promise<Value>,
): Promise<Value> {
  const state = await readState(serverFolder(join(folder, 'mongod')), () => undefined)
  const client = new MongoClient(`mongodb://127.0.0.1:${state.port}/?directConnection=true`, {
    auth: { username: state.user, password: state.password },
    authSource: 'admin',
    serverSelectionTimeoutMS: 10_000,
  })
  try {
    return await ask(collections(client.db(databaseName)))
  } finally {
    await client.close()
  }
}

/** The numbers of the mongods that run on a program's data folder now. There must never be two. */
export async function mongodsOf(folder: string): Promise<readonly number[]> {
  const data = serverFolder(join(folder, 'mongod')).data
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const ours = await Promise.all(
    pids.map(async (pid) => {
      const line = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
      return line.includes(data) && line[0]?.endsWith('mongod') === true
    }),
  )
  return pids.filter((_, index) => ours[index]).map(Number)
}
