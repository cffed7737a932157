import { startStationApp } from '../support/station-app.ts'
import { envOf, type Look, shoot } from './stage.ts'

/** What a fresh PC shows. */
export async function firstStart(look: Look, wanted: ReadonlySet<string>): Promise<void> {
  const station = await startStationApp({ env: envOf(look) })
  await station.page.getByTestId('wizard').waitFor()
  await shoot(station, look, 'first-start', wanted)
  await station.page.getByTestId('wizard-plant').click()
  await station.page.getByTestId('join-plant').waitFor()
  await shoot(station, look, 'join-plant', wanted)
  await station.close()
}
