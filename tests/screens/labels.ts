import { demoPassword } from '../../electron/db/demo/people.ts'
import { codesOf } from './floor.ts'
import type { Stage } from './stage.ts'

/** Verifying: the label of a unit, how it is set to be printed, and one that no printer took. */
export async function labels(stage: Stage): Promise<void> {
  const { station, page, sheet, shoot, scan } = stage
  await station.signIn('EMP-001', demoPassword)
  await page.getByTestId('production').waitFor()
  // The order of whoever worked here before.
  await scan('OSECCLOSE')
  const order = sheet.orders.find(({ production_line, toVerify }) => production_line === 1 && toVerify.length > 1)
  if (order === undefined) throw new Error('the demo plant has no units to verify')
  await scan('OSECVERIFY')
  await station.openOrder(order.order_number, order.lote)
  const [first, second] = order.toVerify.map((unit) => codesOf(order.pairing, unit))
  if (first === undefined || second === undefined) throw new Error('too few units to verify')
  for (const code of first) await scan(code)
  await page.locator('[data-testid="unit-label"] svg').waitFor()
  await shoot('production-verified')

  await page.getByTestId('open-office').click()
  await page.getByTestId('office-tab-settings').click()
  await page.getByTestId('settings-unitLabel').selectOption('printer')
  await page.getByTestId('settings-unitLabel').evaluate((field) => field.scrollIntoView({ block: 'center' }))
  await shoot('office-settings-label')
  await page.getByTestId('settings-save').click()
  await page.getByTestId('office-done').waitFor()
  await page.getByTestId('open-station').click()
  for (const code of second) await scan(code)
  await page.getByTestId('label-trouble').waitFor()
  await shoot('production-no-label')
  await scan('OSECREGISTER')
  await scan('OSECSIGNOUT')
  await page.getByTestId('sign-in').waitFor()
}
