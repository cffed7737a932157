import { expect, test } from 'vitest'
import { clientFor } from './client.ts'

test.each([
  'mongodb://127.0.0.1/',
  'mongodb://127.0.0.1/?compressors=zlib',
  'mongodb://127.0.0.1/?tls=true&Compressors=zstd,zlib&zlibCompressionLevel=9&replicaSet=rs0',
])('%s: no compression is ever offered, above all not zlib (CVE-2025-14847)', (uri) => {
  expect(clientFor(uri).options.compressors).toEqual(['none'])
})

test('the rest of an address stays', () => {
  const { options } = clientFor('mongodb://u:p@host:1/?compressors=zlib&tls=true&replicaSet=rs0&compressors=snappy')
  expect(options).toMatchObject({ tls: true, replicaSet: 'rs0', compressors: ['none'] })
  expect(options.credentials).toMatchObject({ username: 'u', password: 'p' })
})
