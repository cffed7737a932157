import { demoPassword } from '../../electron/db/demo/people.ts'
import { startStationApp } from '../support/station-app.ts'
import { envOf, type Look, type Stage, shoot } from './stage.ts'

/** What the scanner screen shows beside its rest: a trial, the panel for everybody, a piece of a code. */
export async function scanners(stage: Stage): Promise<void> {
  const { page, sheet, send } = stage
  const unit = sheet.orders[0]?.fresh[0]
  if (unit === undefined) throw new Error('the demo plant has no fresh unit')
  await page.getByTestId('office-tab-scanners').click()
  await page.getByTestId('trial-toggle').click()
  await send('OSEB0123456789ABCDEFGHJKMNPQRS\r')
  await send(`]d28002${unit.imei}\x1d\r`)
  await page.getByTestId('last-read').waitFor()
  await stage.shoot('scanners-trial')
  await page.getByTestId('open-station').click()
  await send('8934010')
  await page.locator('[data-word="scan-incomplete"]').waitFor()
  await stage.shoot('production-discarded')
  await page.getByTestId('open-scanners').click()
  await page.getByTestId('scanners-panel').getByTestId('last-read').waitFor()
  await stage.shoot('scanners-panel')
  await page.getByTestId('dialog-close').click()
}

/** The search for a new scanner, which a PC has only whose scanners no variable sets. */
export async function pairing(stage: Stage, uri: string, look: Look, wanted: ReadonlySet<string>): Promise<void> {
  const station = await startStationApp({ uri, databaseName: stage.databaseName, env: envOf(look) })
  const { page } = station
  await station.signIn('EMP-001', demoPassword)
  await page.getByTestId('open-office').click()
  await page.getByTestId('office-tab-scanners').click()
  await page.getByTestId('pair-begin').click()
  await page.getByTestId('pairing-code').waitFor()
  await shoot(station, look, 'scanners-pairing', wanted)
  await page.getByTestId('pair-cancel').click()
  await station.close()
}
