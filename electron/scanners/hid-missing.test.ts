import { expect, it, vi } from 'vitest'
import { createHidScanner } from './hid.ts'
import { findHidScanners, listHidScanners } from './hid-devices.ts'
import type { ScannerStatus } from './scanner.ts'

vi.mock('node-hid', () => {
  throw new Error('no native build was found')
})

it('a PC without node-hid’s native part has one red scanner and none to choose, and the program runs', async () => {
  const statuses: ScannerStatus[] = []
  const scanner = createHidScanner({ id: 'line', kind: 'hid' })
  scanner.start(
    () => undefined,
    (status) => statuses.push(status),
  )
  await expect.poll(() => statuses.map(({ state }) => state), { timeout: 5000 }).toEqual(['failed'])
  expect(await listHidScanners()).toEqual([])
  await expect(findHidScanners()).rejects.toThrow()
  await scanner.stop()
  expect(statuses).toHaveLength(1)
})
