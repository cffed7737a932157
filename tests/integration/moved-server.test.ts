import { randomUUID } from 'node:crypto'
import { connect, createServer, type Socket } from 'node:net'
import { MongoClient } from 'mongodb'
import { expect, inject, test } from 'vitest'
import { createClock } from '../../electron/clock/clock.ts'
import { createDatabaseLink } from '../../electron/database/database-link.ts'
import { until } from '../support/station-bench.ts'

/** A place at which the server is found; given up, nothing answers there any more. */
async function placeOfServer(to: number, port = 0) {
  const open = new Set<Socket>()
  const server = createServer((incoming) => {
    const outgoing = connect(to, '127.0.0.1')
    for (const socket of [incoming, outgoing]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        incoming.destroy()
        outgoing.destroy()
      })
    }
    incoming.pipe(outgoing).pipe(incoming)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    giveUp(): Promise<void> {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

test('a server that moved is found, also by who is asked to look while its new place does not answer yet', async () => {
  const uri = new URL(inject('mongodbUri'))
  const to = Number(uri.port)
  const name = `moved_${randomUUID().slice(0, 8)}`
  const at = (port: number) => `mongodb://127.0.0.1:${port}/?directConnection=true`
  const first = await placeOfServer(to)
  const reserved = await placeOfServer(to)
  await reserved.giveUp()
  let place = at(first.port)
  let failed = 0
  const link = createDatabaseLink({
    connectionString: async () => place,
    name,
    marks: { add: async () => undefined, remove: async () => undefined, list: async () => [] },
    clock: createClock(),
    log: (event) => {
      if (event === 'database.connect-failed') failed += 1
      return 'log-id'
    },
    onChange: () => undefined,
  })
  await until(() => !link.isAway(), 'the first place')
  place = at(reserved.port)
  await first.giveUp()
  await until(() => failed > 0, 'a look at the new place', 30_000)
  link.lookAgain()
  const second = await placeOfServer(to, reserved.port)
  await until(() => !link.isAway(), 'the new place', 20_000)
  expect(link.host()).toContain(String(reserved.port))
  await link.close()
  await second.giveUp()
  const client = new MongoClient(inject('mongodbUri'))
  await client.db(name).dropDatabase()
  await client.close()
}, 90_000)
