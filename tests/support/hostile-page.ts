import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '@playwright/test'
import { ordinaryProgram } from './ordinary-user.ts'
import { addEmployee } from './people.ts'
import { openTestPlant } from './plant.ts'
import { startTestServer } from './replica-set.ts'
import { startStationApp } from './station-app.ts'

interface Refused {
  readonly ok: false
  readonly error: { readonly code: string }
}
/** What the page has of the program; its own declaration is not the tests'. */
export type Bridge = { readonly bridge: { call(name: unknown, input: unknown): Promise<Refused>; on: unknown } }

/**
 * The page as an ordinary user's program shows it, taken to be hostile, beside a server that it could reach if
 * anything let it out. Nobody is signed in until a test says so.
 */
export async function openHostilePage() {
  const program = await ordinaryProgram()
  const server = await startTestServer()
  const plant = await openTestPlant(server.uri)
  await addEmployee(plant.database.collections, 'EMP-001', { may: ['production_line1_station1'] })
  await plant.order({ order_number: 'ORD-CRASH', batches: [10] })
  const reached: string[] = []
  const outside = createServer((request, answer) => {
    reached.push(request.url ?? '')
    answer.setHeader('Access-Control-Allow-Origin', '*')
    answer.end('outside')
  })
  outside.on('upgrade', (request, socket) => {
    reached.push(request.url ?? '')
    socket.destroy()
  })
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  const station = await startStationApp({ ...program.options, uri: server.uri, databaseName: plant.name })
  await expect(station.page.getByTestId('sign-in')).toBeVisible()

  return {
    station,
    plant,
    program,
    /** Addresses that were reached from the page: there must be none. */
    reached,
    // A listening TCP server's address is never a pipe name or null.
    outsideAt: `127.0.0.1:${(outside.address() as AddressInfo).port}`,

    /** One command as the page sends it; a bridge that throws is told as `thrown`. */
    codeOf: (name: unknown, input: unknown): Promise<string> =>
      station.page.evaluate(
        async ([called, given]) => {
          const { bridge } = window as unknown as Bridge // see Bridge
          return bridge.call(called, given).then(
            (answer) => (answer.ok ? 'ok' : answer.error.code),
            () => 'thrown',
          )
        },
        [name, input] as [never, never], // Playwright's type of what can be sent knows no `unknown`
      ),

    async close(): Promise<void> {
      await station.close(true)
      outside.close()
      await plant.close()
      await server.stop()
      await program.remove()
    },
  }
}

export type HostilePage = Awaited<ReturnType<typeof openHostilePage>>
