import { createInterface } from 'node:readline'
import { createHidScanner } from '../../electron/scanners/hid.ts'
import { listHidScanners } from '../../electron/scanners/hid-devices.ts'
import type { Scanner } from '../../electron/scanners/scanner.ts'
import { hidScannerSchema } from '../../shared/scanner-settings.ts'

/**
 * HID scanners in a program of their own, because umockdev must be loaded before Node is. Each line of standard input is
 * a command, each of standard output an event. `node hid-program.cjs`
 */
const scanners = new Map<string, Scanner>()

for await (const line of createInterface(process.stdin)) {
  const [word = '', argument = ''] = line.split(/ (.*)/s)
  if (word === 'list') say({ list: await listHidScanners() })
  else if (word === 'stop') await stop(argument)
  else start(argument)
}
await Promise.all([...scanners.values()].map((scanner) => scanner.stop()))

function start(text: string): void {
  const settings = hidScannerSchema.parse(JSON.parse(text))
  const scanner = createHidScanner(settings)
  scanners.set(settings.id, scanner)
  scanner.start(
    (code) => say({ id: settings.id, code: code.text }),
    (status) => say({ id: settings.id, status }),
    (reason) => say({ id: settings.id, discarded: reason }),
  )
}

async function stop(id: string): Promise<void> {
  await scanners.get(id)?.stop()
  scanners.delete(id)
  say({ id, stopped: true })
}

function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`)
}
