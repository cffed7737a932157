import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultSettings, languageOf, loadConfig } from './config.ts'
import { type Cipher, connectionSecret } from './connection-secret.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ose-config-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const load = (env: Record<string, string> = {}) => loadConfig({ folder, env, preferredLanguages: ['en-GB'] })
const file = () => join(folder, 'settings.json')

describe('loadConfig', () => {
  it('starts with the defaults in the language of the system', () => {
    const config = load()
    expect(config.settings()).toEqual(defaultSettings('en'))
    expect(config.problems).toEqual([])
    expect(config.settings().database).toBe('unset')
  })

  it.each([
    [['es-MX'], 'es'],
    [['ca-ES', 'en-US'], 'en'],
    [['fr'], 'es'],
    [['C.UTF-8'], 'es'],
    [[], 'es'],
  ] as const)('speaks for %j: %s', (preferred, language) => {
    expect(languageOf(preferred)).toBe(language)
  })

  it('reads again what it saved, and tells who listens', () => {
    const config = load()
    const told: (number | null)[] = []
    const undo = config.onChange((settings) => told.push(settings.linea))
    config.save({ linea: 3, theme: 'dark' })
    undo()
    config.save({ volume: 0 })
    expect(told).toEqual([3])
    expect(load().settings()).toEqual({ ...defaultSettings('en'), linea: 3, theme: 'dark', volume: 0 })
  })

  it('takes what is right of a file and names what is wrong', () => {
    writeFileSync(
      file(),
      JSON.stringify({
        linea: 7,
        puesto: 2,
        theme: 'pink',
        volume: 'loud',
        zoom: 300,
        stationMode: 'fullscreen',
        later: { kept: true },
      }),
    )
    const config = load()
    expect(config.settings()).toEqual({ ...defaultSettings('en'), puesto: 2 })
    expect(config.problems).toEqual([
      { name: 'linea', value: '7', allowed: '1, 2, 3, none' },
      { name: 'theme', value: 'pink', allowed: 'system, light, dark, contrast' },
      { name: 'volume', value: 'loud', allowed: '0 … 100' },
      { name: 'stationMode', value: 'fullscreen', allowed: 'window, kiosk' },
      { name: 'zoom', value: '300', allowed: '75 … 200' },
    ])
    config.save({ linea: 2 })
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ linea: 2, puesto: 2, later: { kept: true } })
  })

  it('falls back to the copy, then to the defaults, and says so', () => {
    const before = load()
    before.save({ linea: 2 })
    before.save({ linea: 3 })
    writeFileSync(file(), '{"linea": 3, "pu')
    const fallen = load()
    expect(fallen.settings().linea).toBe(2)
    expect(fallen.problems.map(({ name }) => name)).toEqual([file()])
    fallen.save({ puesto: 2 })
    expect(load().settings()).toMatchObject({ linea: 2, puesto: 2 })
    // The good copy was not overwritten by the broken file.
    expect(JSON.parse(readFileSync(`${file()}.bak`, 'utf8'))).toMatchObject({ linea: 2 })

    writeFileSync(file(), '[]')
    writeFileSync(`${file()}.bak`, '')
    const lost = load()
    expect(lost.settings()).toEqual(defaultSettings('en'))
    expect(lost.problems).toHaveLength(2)
  })

  it('lets every setting be set by a variable, which goes before the file and is not saved', () => {
    load().save({ linea: 2, volume: 10 })
    const scanners = JSON.stringify([])
    const config = load({
      OSE_LINE: '3',
      OSE_STATION: '2',
      OSE_STATIONS: 'production',
      OSE_JOB: 'verify',
      OSE_SCANNERS: scanners,
      OSE_LANGUAGE: 'es',
      OSE_THEME: 'dark',
      OSE_VOLUME: '0',
      OSE_STATION_MODE: 'kiosk',
      OSE_ZOOM: '150',
      OSE_SOUND_SET: '3',
      OSE_UNIT_LABEL: 'printer',
      OSE_LABEL_PRINTER: 'Zebra ZT1',
      OSE_DATABASE: 'embedded',
      OSE_DATABASE_NAME: 'plant_two',
      OSE_BACKUP_FOLDER: '\\\\server\\copies',
      OSE_BACKUP_DAYS: '30',
      OSE_BACKUP_HOUR: '0',
    })
    const forced = {
      linea: 3,
      puesto: 2,
      stations: ['production'],
      job: 'verify',
      scanners: [],
      language: 'es',
      theme: 'dark',
      volume: 0,
      stationMode: 'kiosk',
      zoom: 150,
      soundSet: 3,
      unitLabel: 'printer',
      labelPrinter: 'Zebra ZT1',
      database: 'embedded',
      databaseName: 'plant_two',
      backupFolder: '\\\\server\\copies',
      backupDays: 30,
      backupHour: 0,
    }
    expect(config.settings()).toEqual(forced)
    expect([...config.forced].sort()).toEqual(Object.keys(forced).sort())
    config.save({ linea: 1, theme: 'light' })
    expect(config.settings().linea).toBe(3)
    expect(load().settings()).toMatchObject({ linea: 1, theme: 'light', volume: 10, database: 'unset' })
  })

  it.each([
    ['OSE_LINE', '4', '1, 2, 3, none'],
    ['OSE_LINE', '1e0', '1, 2, 3, none'],
    ['OSE_STATIONS', 'production,quality', 'production'],
    ['OSE_SCANNERS', '[{', '[{ "kind": … }, …] (JSON)'],
    ['OSE_LANGUAGE', 'fr', 'es, en'],
    ['OSE_VOLUME', '101', '0 … 100'],
    ['OSE_STATION_MODE', 'fullscreen', 'window, kiosk'],
    ['OSE_ZOOM', '74', '75 … 200'],
    ['OSE_SOUND_SET', '5', '1, 2, 3, 4'],
    ['OSE_UNIT_LABEL', 'paper', 'off, pdf, printer'],
    ['OSE_LABEL_PRINTER', 'a\u0007b', '… (1 … 255)'],
    ['OSE_DATABASE', 'unset', 'embedded, plant, demo'],
    ['OSE_DATABASE_NAME', 'a b', 'A-Z a-z 0-9 _ - (1 … 38)'],
    ['OSE_BACKUP_FOLDER', 'backups/here', '/…, C:\\…, \\\\server\\…'],
    ['OSE_BACKUP_DAYS', '0', '1 … 3650'],
    ['OSE_BACKUP_HOUR', '24', '0 … 23'],
  ])('names a wrong %s=%s with what is allowed', (name, value, allowed) => {
    const config = load({ [name]: value })
    expect(config.problems).toEqual([{ name, value, allowed }])
    expect(config.settings()).toEqual(defaultSettings('en'))
    expect(config.forced).toEqual([])
  })

  it('means the plant by a connection string, and shows it nowhere', () => {
    const config = load({ OSE_MONGODB_URI: 'mongodb://user:s3cret@host/', OSE_DATABASE: 'demo' })
    expect(config.settings().database).toBe('plant')
    expect(config.forced).toContain('database')
    expect(config.problems.map(({ name }) => name)).toEqual(['OSE_DATABASE'])
    config.save({ linea: 2 })
    expect(JSON.stringify([config.settings(), config.problems]) + readFileSync(file(), 'utf8')).not.toContain('s3cret')
  })
})

describe('connectionSecret', () => {
  const uri = 'mongodb://user:s3cret@plant/'
  const reversed = (text: string) => [...text].reverse().join('')
  const keyring: Cipher = {
    available: async () => true,
    encrypt: async (text) => Buffer.from(reversed(text)),
    decrypt: async (bytes) => reversed(bytes.toString()),
  }
  const none: Cipher = { ...keyring, available: async () => false }
  const secret = (cipher: Cipher, env: Record<string, string> = {}) => connectionSecret({ folder, env, cipher })

  it('is kept by the system where it can', async () => {
    expect(await secret(keyring).read()).toBeNull()
    await secret(keyring).write(uri)
    expect(await secret(keyring).read()).toBe(uri)
    expect(secret(keyring).warning()).toBeNull()
    expect(readFileSync(join(folder, 'connection.secret'), 'utf8')).not.toContain('s3cret')
  })

  it('lies in a file of its own, with a warning, where the system cannot; and leaves it when it can again', async () => {
    await secret(none).write(uri)
    expect(await secret(none).read()).toBe(uri)
    expect(secret(none).warning()).toBe('warning.secret-plain')
    await secret(keyring).write(uri)
    expect(existsSync(join(folder, 'connection.txt'))).toBe(false)
    expect(await secret(keyring).read()).toBe(uri)
  })

  it('is none where the system can no longer read it', async () => {
    await secret(keyring).write(uri)
    expect(await secret(none).read()).toBeNull()
    const lost: Cipher = { ...keyring, decrypt: () => Promise.reject(new Error('no key')) }
    expect(await secret(lost).read()).toBeNull()
  })

  it('is what the variable says before all', async () => {
    await secret(none).write(uri)
    const given = secret(none, { OSE_MONGODB_URI: 'mongodb://other/' })
    expect(await given.read()).toBe('mongodb://other/')
    expect(given.warning()).toBeNull()
  })
})
