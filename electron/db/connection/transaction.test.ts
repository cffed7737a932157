import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { MongoNetworkError, MongoServerError } from 'mongodb'
import { expect, it } from 'vitest'
import { isAway } from './transaction.ts'

it('counts a socket that the server closed a moment before the write', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // of a TCP server
  const socket = connect(port, '127.0.0.1')
  socket.resume()
  await once(socket, 'end')
  const failed = once(socket, 'error').catch((error: unknown) => [error])
  socket.write('x')
  const [error] = await failed
  expect(error).toMatchObject({ code: 'EPIPE' })
  expect(isAway(error)).toBe(true)
  server.close()
})

it.each([
  [new MongoNetworkError('connection closed'), true],
  [new MongoServerError({ message: 'not primary', code: 10107 }), true],
  [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), true],
  [new MongoServerError({ message: 'bad value', code: 2 }), false],
  [Object.assign(new Error('no such file'), { code: 'ENOENT' }), false],
  [new TypeError('x is not a function'), false],
  ['EPIPE', false],
])('%s: %s', (error, away) => {
  expect(isAway(error)).toBe(away)
})
