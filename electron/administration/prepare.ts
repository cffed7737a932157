import { clientFor } from '../db/connection/client.ts'
import { preparationAdvice, prepareDatabase } from '../db/preparation/prepare-database.ts'
import { userIn, withPassword } from './address.ts'
import type { AdministrationOptions } from './administration-parts.ts'
import type { SecretPrompt } from './asked-secret.ts'

interface Work extends AdministrationOptions {
  readonly prompt: SecretPrompt
  readonly say: (line: string) => void
}

/** @returns 0 when all is there; 1 when something could not be made. */
export async function prepare({ uri, database, stationUser, prompt, say }: Work): Promise<number> {
  const user = userIn(uri)
  const full = user === '' ? uri : withPassword(uri, await prompt.ask('OSE_SERVER_PASSWORD', `Password of ${user}`))
  const client = clientFor(full, { socketTimeoutMS: 0 })
  const password = () => prompt.ask('OSE_STATION_PASSWORD', `New password of ${stationUser}`)
  try {
    const station = stationUser === null ? null : { user: stationUser, password }
    const missing = await prepareDatabase({ client, databaseName: database, station, say })
    if (missing.length > 0) say('Repair the documents named above, then run this again.')
    return missing.length > 0 ? 1 : 0
  } catch (error) {
    const advice = preparationAdvice(error)
    if (advice === null) throw error
    say(advice)
    return 1
  } finally {
    await client.close(true)
  }
}
