import { randomUUID } from 'node:crypto'
import type { ChangeStream, Db, ResumeToken } from 'mongodb'
import { expect, inject, test } from 'vitest'
import { openDatabase } from '../../electron/db/connection/client.ts'
import { watchPlant } from '../../electron/db/duty/plant-watch.ts'
import { imei } from '../support/codes.ts'
import { until } from '../support/station-bench.ts'

test('a stream that is lost while a change of it is worked on is opened again', async () => {
  const opened = await openDatabase(inject('mongodbUri'), `foreign_${randomUUID().slice(0, 8)}`)
  const streams: ChangeStream[] = []
  function watch(...given: Parameters<Db['watch']>): ChangeStream {
    const stream = opened.db.watch(...given)
    streams.push(stream)
    return stream
  }
  // The real streams, only seen as they are opened.
  const db = new Proxy(opened.db, { get: (of, name) => (name === 'watch' ? watch : Reflect.get(of, name, of)) })
  const noted: string[] = []
  let goOn: () => void = () => undefined
  let position: ResumeToken | null = null
  const { close } = watchPlant({ ...opened, db }, () => 'log-id', {
    onChange: () => undefined,
    onForeign: async () => undefined,
    onGap: async () => undefined,
    async note(changes) {
      noted.push(...changes.map(({ label }) => label))
      if (noted.length > 1) return
      await new Promise<void>((resolve) => {
        goOn = resolve
      })
    },
    position: {
      read: async () => position,
      keep: async (token) => {
        position = token
      },
    },
  })
  const save = (number: number) => opened.db.collection('devices').insertOne({ imei: imei(number), valido: true })
  await until(() => streams.length === 1, 'the first stream')
  await new Promise((resolve) => setTimeout(resolve, 200))
  await save(1)
  await until(() => noted.length === 1, 'the first change')
  streams[0]?.emit('error', new Error('lost'))
  goOn()
  await until(() => streams.length === 2, 'the second stream')
  await new Promise((resolve) => setTimeout(resolve, 200))
  await save(2)
  await until(() => noted.includes(imei(2)), 'the second change')
  expect(noted).toEqual([imei(1), imei(2)])
  close()
  await opened.db.dropDatabase()
  await opened.close()
})
