import type { SheetUnit } from '../../electron/db/demo/demo-sheet.ts'
import { demoPassword } from '../../electron/db/demo/people.ts'
import { unitCode } from '../../shared/domain/barcode/unit-code.ts'
import type { Stage } from './stage.ts'

/** An operator's shift at line 1, station 1. */
export async function floor(stage: Stage): Promise<void> {
  const { station, page, sheet, shoot, scan } = stage
  await page.getByTestId('sign-in').waitFor()
  await shoot('sign-in')
  await station.signIn('EMP-010', demoPassword)
  await page.getByTestId('orders').waitFor()
  await shoot('orders')

  const order = sheet.orders.find(({ production_line, pairing }) => production_line === 1 && pairing !== 'imei')
  if (order === undefined) throw new Error('the demo plant has no order to scan pairs for')
  await station.openOrder(order.order_number, order.lote)
  await shoot('production-open')
  const [first, second, third] = order.fresh.map((unit) => codesOf(order.pairing, unit))
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few fresh units')
  for (const codes of [first, second]) for (const code of codes) await scan(code)
  await shoot('production-accepted')
  if (third.length > 1) {
    await scan(third[0] ?? '')
    await shoot('production-half')
    await scan(third[1] ?? '')
  }
  await scan(first[0] ?? '')
  await shoot('production-refused')
  await scan('OSECACK')
  await page.getByTestId('open-screen-menu').click()
  await page.getByTestId('screen-menu').waitFor()
  await shoot('screen-menu')
  await page.getByTestId('clean-screen').click()
  await page.getByTestId('cleaning').waitFor()
  await shoot('cleaning')
  await page.getByTestId('cleaning').waitFor({ state: 'detached', timeout: 30_000 })
  await page.getByTestId('database-state').click()
  await page.getByTestId('database-panel').waitFor()
  await shoot('database-panel')
  await page.getByTestId('dialog-close').click()
  await scan('OSECSIGNOUT')
  await page.getByTestId('sign-in').waitFor()
}

/** A unit's codes in the order that they are scanned in. */
export function codesOf(pairing: string, { imei, iccid }: SheetUnit): string[] {
  if (iccid === null || pairing === 'imei') return [imei]
  if (pairing === 'pair') return [unitCode(imei, iccid)]
  return pairing === 'imei-then-iccid' ? [imei, iccid] : [iccid, imei]
}
