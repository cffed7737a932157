import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectionSecret } from './connection-secret.ts'

const text = 'mongodb://station:secret-word@db.plant/'
let folder = ''
let hasKeyring = true
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ose-secret-'))
  hasKeyring = true
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Turned around: what it holds cannot be read as it is, and comes back only by it. */
const cipher = {
  available: async () => hasKeyring,
  encrypt: async (secret: string) => Buffer.from(secret).reverse(),
  decrypt: async (bytes: Buffer) => Buffer.from(bytes).reverse().toString(),
}
const open = (env = {}) => connectionSecret({ folder, env, cipher })
const files = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')

test('with a keyring it is encrypted, and nothing is warned of', async () => {
  await open().write(text)
  expect(await open().read()).toBe(text)
  expect(files()).not.toContain('secret-word')
  expect(open().warning()).toBeNull()
})

test('without one it lies readable for this user alone, and that is said', async () => {
  hasKeyring = false
  await open().write(text)
  expect(await open().read()).toBe(text)
  expect(open().warning()).toBe('warning.secret-plain')
  if (process.platform !== 'win32') expect(statSync(join(folder, 'connection.txt')).mode & 0o777).toBe(0o600)
})

test('a keyring that comes later encrypts what lay readable', async () => {
  hasKeyring = false
  await open().write(text)
  hasKeyring = true
  expect(await open().read()).toBe(text)
  expect(files()).not.toContain('secret-word')
  expect(existsSync(join(folder, 'connection.txt'))).toBe(false)
  expect(await open().read()).toBe(text)
  expect(open().warning()).toBeNull()
})

test('a keyring that is lost, and what another user encrypted, is as none', async () => {
  await open().write(text)
  hasKeyring = false
  expect(await open().read()).toBeNull()
})

test('forgotten it is in no file; a variable goes before all', async () => {
  await open().write(text)
  expect(await open({ OSE_MONGODB_URI: 'mongodb://other/' }).read()).toBe('mongodb://other/')
  open().forget()
  expect(readdirSync(folder)).toEqual([])
  expect(await open().read()).toBeNull()
})
