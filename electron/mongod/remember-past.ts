import { asAdministrator } from './administration.ts'
import { readKey, serverFolder } from './state-file.ts'

/**
 * For how long the running server can still be read at a past moment. The default is 300 s, shorter than the copy of
 * a big database; the server pays for more with disk, so it is asked for only while a copy is made. Forgotten at the
 * server's restart.
 * @param root the embedded server's folder
 */
export async function rememberPast(root: string, port: number, seconds: number): Promise<void> {
  const key = await readKey(serverFolder(root))
  await asAdministrator(port, key, (admin) =>
    admin.command({ setParameter: 1, minSnapshotHistoryWindowInSeconds: seconds }),
  )
}
