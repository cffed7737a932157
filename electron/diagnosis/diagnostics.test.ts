import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AppState } from '../../shared/state.ts'
import type { StationState } from '../../shared/stations.ts'
import { openLog } from '../log/log.ts'
import { type DiagnosticsParts, writeDiagnostics } from './diagnostics.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ose-diagnosis-'))
  mkdirSync(join(folder, 'logs'))
  mkdirSync(join(folder, 'mongod'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const uriPassword = 'S3cret/Wörd+with"odd?signs'
const uri = `mongodb://station01:${encodeURIComponent(uriPassword)}@db.plant.example/?tls=true`
const embeddedPassword = 'q7J0f2nVbX1mK9sLw3RtYzQa'
const typedPassword = 'Typed-pass77'
const badge = 'OSEB0123456789ABCDEFGHJKMNPQRS'
const hash = '$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234'
const imei = '356938035643809'
const planted = [
  uriPassword,
  encodeURIComponent(uriPassword),
  JSON.stringify(uriPassword).slice(1, -1),
  embeddedPassword,
  typedPassword,
  badge,
  badge.slice(4),
  hash,
  imei,
]

const app = {
  phase: 'ready',
  workstation: { code: 'S01', linea: 1, puesto: 1 },
  settingsProblems: [{ name: 'OSE_MONGODB_URI', value: uri, allowed: 'a connection string' }],
  clockSkewMs: 3,
  database: {
    state: 'failed',
    kind: 'plant',
    name: 'ose_platform',
    host: 'db.plant.example',
    detail: `cannot reach ${uri}`,
    missingUniqueIndexes: [],
    warnings: [],
  },
  scanners: [{ id: 'line', kind: 'serial', label: 'COM3', state: 'lost', detail: `last code ${badge}` }],
} as unknown as AppState // the fields that are looked at

const station = {
  kept: { count: 3, oldestAt: 1_790_000_000_000 },
  conflicts: 1,
  recent: Array.from({ length: 60 }, (_, index) => ({
    at: 1_790_000_000_000 + index,
    code: index === 0 ? badge : `${imei}|8934071100000000${String(index).padStart(3, '0')}`,
    word: 'registered',
    fate: 'accepted',
  })),
} as unknown as StationState // the fields that are looked at

function write(more: Partial<DiagnosticsParts> = {}): Record<string, Uint8Array> {
  const file = writeDiagnostics({
    folder,
    versions: { version: '0.1.0', electron: '22.3.25' },
    secrets: [uri, embeddedPassword],
    env: { OSE_MONGODB_URI: uri, OSE_LINE: '1', HOME: '/home/somebody' },
    app,
    station,
    aside: [{ place: 'scan/7', why: 'input: Invalid input', at: 1, value: { v: 9, code: `${badge} ${imei} ${uri}` } }],
    database: { version: '6.0.5', pingMs: 0.7 },
    dumps: [],
    withDumps: false,
    now: new Date('2026-11-25T10:00:00Z'),
    ...more,
  })
  return unzipSync(readFileSync(file))
}

function plantEverywhere(): void {
  const { log, close } = openLog({ folder: join(folder, 'logs') })
  log('database.connect-failed', { error: new Error(`bad auth for ${uri}`), connectionString: uri })
  log('session.refused', { identifier: 'EMP-001', password: typedPassword })
  log('scan', { code: `${badge}\r`, other: `x${badge}y` })
  log('employee', { password_hash: hash })
  close()
  // What an older version, or a library, would have written past our own log.
  const raw = [
    `connecting to ${uri}`,
    `password is ${uriPassword}`,
    JSON.stringify({
      at: '2026-11-25T10:00:00.000Z',
      id: 'ABCD-EFGH',
      event: 'old',
      facts: { password: typedPassword, uri },
    }),
    `hash ${hash} badge ${badge} imei ${imei}`,
    JSON.stringify({ c: 'ACCESS', attr: { key: embeddedPassword, also: uriPassword } }),
  ]
  writeFileSync(join(folder, 'logs', 'station.1.log'), `${raw.join('\n')}\n`)
  writeFileSync(join(folder, 'mongod', 'mongod.log'), `${raw.join('\n')}\n`)
  writeFileSync(join(folder, 'mongod', 'keyfile'), embeddedPassword)
  writeFileSync(join(folder, 'mongod', 'state.json'), JSON.stringify({ password: embeddedPassword }))
  writeFileSync(join(folder, 'connection.txt'), uri)
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ linea: 1, mail: { host: 'smtp', password: typedPassword }, databaseUri: uri, badge }),
  )
}

test('no byte of it is a secret, wherever one was planted', () => {
  plantEverywhere()
  const entries = write()
  expect(Object.keys(entries).sort()).toEqual([
    'about.json',
    'crashes.json',
    'journal-aside.json',
    'logs/mongod.log',
    'logs/station.1.log',
    'logs/station.log',
    'scans.json',
    'settings.json',
    'state.json',
  ])
  for (const [name, bytes] of Object.entries(entries)) {
    const text = strFromU8(bytes)
    for (const secret of planted) expect(text.includes(secret), `${secret} in ${name}`).toBe(false)
  }
})

test('what a technician asks for is in it', () => {
  plantEverywhere()
  const entries = write()
  const read = (name: string) => strFromU8(entries[name] ?? new Uint8Array())
  expect(JSON.parse(read('journal-aside.json'))).toMatchObject([{ place: 'scan/7', value: { v: 9 } }])
  expect(JSON.parse(read('about.json'))).toMatchObject({
    versions: { version: '0.1.0', electron: '22.3.25' },
    variables: ['OSE_MONGODB_URI', 'OSE_LINE'],
  })
  expect(JSON.parse(read('state.json'))).toMatchObject({
    phase: 'ready',
    journal: { count: 3 },
    conflicts: 1,
    database: { state: 'failed', host: 'db.plant.example', version: '6.0.5', pingMs: 0.7 },
    scanners: [{ id: 'line', state: 'lost' }],
  })
  const scans: { code: string; word: string }[] = JSON.parse(read('scans.json'))
  expect(scans).toHaveLength(50)
  // The model stays readable, the unit does not.
  expect(scans[1]?.code).toMatch(/^35693803·+09\|89340711·+01$/)
  expect(JSON.parse(read('settings.json'))).toMatchObject({ linea: 1, mail: { host: 'smtp', password: '[hidden]' } })
  expect(read('logs/station.log')).toContain('database.connect-failed')
})

test('the end of a long log is in it, and a secret cut in half at its beginning is not', () => {
  const long = `${'x'.repeat(100)} ${uri}\n`.repeat(20_000)
  writeFileSync(join(folder, 'logs', 'station.log'), `${long}the last line\n`)
  const text = strFromU8(write()['logs/station.log'] ?? new Uint8Array())
  expect(text).toContain('the last line')
  expect(text.length).toBeLessThan(2_100_000)
  for (const secret of planted) expect(text.includes(secret), secret).toBe(false)
})

test('a dump of memory is in it only where somebody chose that', () => {
  const file = join(folder, 'crash.dmp')
  writeFileSync(file, 'MDMP')
  const dumps = [{ file, at: new Date(0), bytes: 4 }]
  expect(Object.keys(write({ dumps }))).not.toContain('dumps/crash.dmp')
  expect(strFromU8(write({ dumps })['crashes.json'] ?? new Uint8Array())).toContain('crash.dmp')
  expect(Object.keys(write({ dumps, withDumps: true }))).toContain('dumps/crash.dmp')
})
