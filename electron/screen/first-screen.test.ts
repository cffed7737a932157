import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AppState, SessionState } from '../../shared/state.ts'
import { createFirstScreenMemory, rememberedFirstScreen } from './first-screen.ts'

const page = '<script src="./assets/page-1.js">'
const session = { employeeId: 'EMP-001' } as SessionState // only whether there is one
const signedOut: AppState = {
  phase: 'ready',
  version: '0.1.0',
  database: {
    state: 'failed',
    kind: 'plant',
    name: 'ose_platform',
    host: 'db.plant.example',
    failure: 'cannot-connect',
    detail: 'mongodb://station:S3cret@db.plant.example',
    missingUniqueIndexes: [{ name: 'ose_imei_unique', duplicates: ['356938035643809'] }],
    move: null,
    indexing: null,
    warnings: ['old-server'],
  },
  session: null,
  workstation: { code: 'S01', linea: 1, puesto: 2 },
  scanners: [{ id: 'line', kind: 'serial', label: 'COM3', state: 'open', detail: 'last code', lastScanAt: 5 }],
  language: 'en',
  theme: 'dark',
  volume: 70,
  screen: {
    stationMode: 'kiosk',
    isLocked: false,
    awaitsBadge: true,
    isInFront: false,
    zoom: 110,
    systemContrast: false,
    cleaningUntil: 99,
  },
  soundSet: 1,
  demo: null,
  settingsProblems: [{ name: 'OSE_MONGODB_URI', value: 'mongodb://x:S3cret@y', allowed: 'an address' }],
  badgeSignIn: true,
  clockSkewMs: 3,
  keyboardScannerNeedsFront: false,
  backup: null,
  labelTrouble: { imei: '356938035643809', why: 'no-printer', at: 7 },
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ose-first-screen-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const file = () => join(folder, 'first-screen.json')

it('is the sign-in screen of the last run, as a start shows it', () => {
  createFirstScreenMemory(folder, page).told(signedOut)
  expect(rememberedFirstScreen(folder, page)).toEqual({
    ...signedOut,
    database: {
      ...{ state: 'starting', kind: 'plant', name: 'ose_platform', host: 'db.plant.example' },
      ...{ missingUniqueIndexes: [], move: null, indexing: null, warnings: [] },
    },
    scanners: [{ id: 'line', kind: 'serial', label: 'COM3', state: 'searching' }],
    screen: { ...signedOut.screen, isLocked: true, awaitsBadge: false, isInFront: true, cleaningUntil: null },
    settingsProblems: [],
    clockSkewMs: null,
    labelTrouble: null,
  })
  expect(readFileSync(file(), 'utf8')).not.toContain('S3cret')
})

it('there is none while somebody is signed in: after a crash the same person goes on', () => {
  const memory = createFirstScreenMemory(folder, page)
  memory.told(signedOut)
  memory.told({ ...signedOut, session, language: 'es' })
  expect(rememberedFirstScreen(folder, page)).toBeNull()
  // Signed out by the end of the program: what was shown before the person came, not in the person's own language.
  memory.ended()
  expect(rememberedFirstScreen(folder, page)?.language).toBe('en')
})

it.each<[string, Partial<AppState>]>([
  ['the first start', { phase: 'choose' }],
  ['no administrator yet', { phase: 'administrator' }],
  [
    'the demo plant, whose people stand there with their passwords',
    {
      database: { ...signedOut.database, kind: 'demo' },
    },
  ],
])('there is none for %s, and what was kept before goes', (_name, change) => {
  const memory = createFirstScreenMemory(folder, page)
  memory.told(signedOut)
  memory.told({ ...signedOut, ...change })
  memory.ended()
  expect(existsSync(file())).toBe(false)
})

it('a state that an earlier run left is gone when somebody is still signed in', () => {
  createFirstScreenMemory(folder, page).told(signedOut)
  createFirstScreenMemory(folder, page).told({ ...signedOut, session })
  expect(existsSync(file())).toBe(false)
})

it('belongs to one build of the page', () => {
  createFirstScreenMemory(folder, page).told(signedOut)
  expect(rememberedFirstScreen(folder, page.replace('page-1', 'page-2'))).toBeNull()
})

it.each(['', '{', 'null', '7', '[]', '{"page":1}', `{"page":${JSON.stringify(page)}}`])(
  'a damaged file is none: %s',
  (text) => {
    writeFileSync(file(), text)
    expect(rememberedFirstScreen(folder, page)).toBeNull()
  },
)

it('a folder that takes no file keeps nobody from working', () => {
  const memory = createFirstScreenMemory(join(folder, 'settings.json', 'no-folder'), page)
  writeFileSync(join(folder, 'settings.json'), '{}')
  expect(() => memory.told(signedOut)).not.toThrow()
})
