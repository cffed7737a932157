import { cp, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BSON, type Db } from 'mongodb'

const fixture = fileURLToPath(new URL('../fixtures/journal-version-1', import.meta.url))

/** A station's folder with the journal of the program before journals had a version. */
export async function folderOfThen(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ose-journal-'))
  await cp(join(fixture, 'journal'), join(folder, 'journal'), { recursive: true })
  return folder
}

/** What that program itself read in it. */
export async function readThen(): Promise<{ readonly state: object; readonly pending: readonly object[] }> {
  return JSON.parse(await readFile(join(fixture, 'as-read-then.json'), 'utf8'))
}

/** The database as it was then. */
export async function loadDatabaseOfThen(db: Db): Promise<void> {
  const text = await readFile(join(fixture, 'database.json'), 'utf8')
  const collections: Readonly<Record<string, BSON.Document[]>> = BSON.EJSON.parse(text, { relaxed: false })
  for (const [name, documents] of Object.entries(collections)) {
    await db.collection(name).deleteMany({})
    if (documents.length > 0) await db.collection(name).insertMany(documents)
  }
}
