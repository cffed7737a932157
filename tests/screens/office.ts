import { demoPassword } from '../../electron/db/demo/people.ts'
import { iccid, imei } from '../support/codes.ts'
import { csvOf } from '../support/import-file.ts'
import type { Stage } from './stage.ts'

/** Every tab of the office as its highest administrator sees it, and the forms behind them. */
export async function office(stage: Stage): Promise<void> {
  const { station, page, shoot } = stage
  await station.signIn('EMP-001', demoPassword)
  await page.getByTestId('open-office').click()
  await page.getByTestId('office').waitFor()
  const tabs = await page
    .locator('[data-testid^="office-tab-"]')
    .evaluateAll((all) => all.map((tab) => tab.dataset['testid'] ?? ''))
  for (const tab of tabs) {
    await page.getByTestId(tab).click()
    await page.waitForTimeout(400)
    await shoot(`office-${tab.replace('office-tab-', '')}`)
    if (tab === 'office-tab-settings') await belowTheFold(stage)
    if (tab === 'office-tab-lists') await lists(stage)
    if (tab === 'office-tab-import') await importing(stage)
    if (tab === 'office-tab-health') await health(stage)
  }
  await page.getByTestId('office-tab-orders').click()
  await page.getByTestId('order-new').click()
  await shoot('office-order-new')
  await page.getByTestId('office-cancel').filter({ visible: true }).click()
  await page.getByTestId('office-tab-employees').click()
  await page.getByTestId('employee-edit-EMP-010').click()
  await shoot('office-employee')
  await page.getByTestId('office-cancel').filter({ visible: true }).click()
}

/** A list that is narrowed, one that has nothing, one device, and an export. */
async function lists({ page, shoot }: Stage): Promise<void> {
  const imei = await page.getByTestId('list-row').first().getByRole('button').innerText()
  await page.getByTestId('lists-view').selectOption('batch')
  await page.getByTestId('lists-show').click()
  await shoot('office-lists-choose')
  await page.getByTestId('lists-list').selectOption('movements')
  await page.getByTestId('list-row').first().waitFor()
  await page.getByTestId('lists-export').click()
  await page.getByTestId('export-start').waitFor()
  await shoot('office-lists-export')
  await page.getByTestId('export-start').click()
  await page.getByTestId('export-file').waitFor()
  await shoot('office-lists-exported')
  await page.getByTestId('export-notice-close').click()
  await page.getByTestId('lists-list').selectOption('pallets')
  await page.getByTestId('lists-field-estado').selectOption('cancelado')
  await page.waitForTimeout(300)
  await shoot('office-lists-empty')
  await page.getByTestId('device-imei').fill(imei)
  await page.getByTestId('device-find').click()
  await page.getByTestId('device-imei').blur()
  await page.waitForTimeout(300)
  await shoot('office-lists-device')
}

/** A file with some bad rows on its way, and people with their one-time passwords. */
async function importing({ page, shoot }: Stage): Promise<void> {
  await page.getByTestId('import-show-fields').click()
  await shoot('office-import-fields')
  await page.getByTestId('import-show-fields').click()
  const rows = Array.from({ length: 40 }, (_, index) => [imei(700_000 + index), iccid(700_000 + index), 'Aprobado'])
  const bad = [
    [imei(700_001), iccid(700_090), 'Aprobado'],
    ['8618880812', iccid(700_091), 'Aprobado'],
    [imei(700_092), '8.98823E+18', 'casi'],
  ]
  const table = [
    ['Número de serie', 'SIM', 'Estado', 'Fabricante', 'Estante'],
    ...[...rows, ...bad].map((row) => [...row, 'OversunTrack', 'A-7']),
  ]
  await page.getByTestId('import-file').setInputFiles(fileOf('almacen-julio.csv', table))
  await page.getByTestId('import-columns').waitFor()
  await shoot('office-import-columns')
  await page.getByTestId('import-check').click()
  await page.getByTestId('import-row').first().waitFor()
  await shoot('office-import-preview')
  await page.getByTestId('import-run-good').click()
  await page.getByTestId('import-outcome').waitFor()
  await shoot('office-import-result')
  await page.getByTestId('import-again').click()
  await page.getByTestId('import-kind-employees').click()
  const people = [
    ['Código', 'Nombre', 'Apellidos', 'Función'],
    ['EMP-901', 'Luis', 'Pardo Gil', 'operario'],
    ['EMP-902', 'Eva', 'Soler Mas', 'inspectora de calidad'],
  ]
  await page.getByTestId('import-file').setInputFiles(fileOf('altas.csv', people))
  await page.getByTestId('import-check').click()
  await page.getByTestId('import-row').first().waitFor()
  await shoot('office-import-all-good')
  await page.getByTestId('import-run-all').click()
  await page.getByTestId('import-passwords').waitFor({ timeout: 30_000 })
  await shoot('office-import-passwords')
  await page.getByTestId('import-again').click()
  await page.getByTestId('import-leave-yes').click()
  await page.getByTestId('import-kind-devices').click()
  await page
    .getByTestId('import-file')
    .setInputFiles({ name: 'informe.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
  await page.getByTestId('import-refused').waitFor()
  await shoot('office-import-refused')
}

function fileOf(name: string, rows: readonly (readonly (string | number)[])[]) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(csvOf(rows)) }
}

/** What a check finds after another program was there, one kind of it, and the dry run. */
async function health({ page, shoot, damage }: Stage): Promise<void> {
  await damage()
  await page.getByTestId('health-start').click()
  await page.getByTestId('health-found').waitFor({ timeout: 60_000 })
  await page.locator('[data-testid="health-check"][data-state="done"]').waitFor({ timeout: 60_000 })
  await page.getByTestId('health-foreign-repair').first().waitFor({ timeout: 30_000 })
  await shoot('office-health-found')
  await page.getByTestId('health-foreign').evaluate((section) => section.scrollIntoView({ block: 'start' }))
  await shoot('office-health-foreign')
  await page.getByTestId('health-open-estado-reverted').click()
  await page.getByTestId('health-findings').waitFor()
  await shoot('office-health-kind')
  await page.getByTestId('health-preview').click()
  await page.getByTestId('health-changes').waitFor()
  await shoot('office-health-preview')
  await page.getByTestId('health-back').click()
}

/** The sections of the settings that a small screen shows only after scrolling. */
async function belowTheFold({ page, shoot }: Stage): Promise<void> {
  await page.getByTestId('settings-database').evaluate((section) => section.scrollIntoView({ block: 'start' }))
  await shoot('office-settings-database')
  await page.getByTestId('office').evaluate((all) => all.closest('.office')?.scrollTo(0, all.scrollHeight))
  await shoot('office-settings-about')
}
