import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { BSON } from 'mongodb'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createDoor, type DoorParts } from '../../electron/door.ts'
import { openLog } from '../../electron/log/log.ts'
import { createFramer } from '../../electron/scanners/framing.ts'
import { stationWorkflows } from '../../electron/workflows/station.ts'
import { classify } from '../../shared/domain/barcode/barcode.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import { imei } from '../support/codes.ts'
import { hostileCodes, hostileTexts, hostileToken } from '../support/hostile-codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openStation, type TestStation } from '../support/station-bench.ts'

let plant: TestPlant
let station: TestStation
let folder: string
let log: ReturnType<typeof openLog>

beforeAll(async () => {
  plant = await openTestPlant(inject('mongodbUri'))
  folder = await mkdtemp(join(tmpdir(), 'ose-hostile-'))
  log = openLog({ folder })
  await plant.order({ order_number: 'ORD-HOSTILE', batches: [500], pairing: 'imei' })
  station = await openStation({
    uri: inject('mongodbUri'),
    databaseName: plant.name,
    folds: false,
    onLog: (event, facts) => log.log(event, facts),
  })
  await station.open('ORD-HOSTILE', 1)
  expect((await station.scan(imei(1))).word).toBe('registered')
})
afterAll(async () => {
  await plant.close()
  log.close()
  await rm(folder, { recursive: true, force: true })
})

/** Every collection with every document, as text. */
async function everything(): Promise<Record<string, string>> {
  const { db } = plant.database
  const found: Record<string, string> = {}
  for (const { name } of await db.listCollections().toArray()) {
    const documents = await db.collection(name).find().sort({ _id: 1 }).toArray()
    found[name] = BSON.EJSON.stringify(documents)
  }
  return found
}

/** A code of control characters, or of those that turn the reading direction or hide, would act where it is shown. */
const acting = /\p{C}/u

function checkAnswer(verdict: Verdict, name: string): void {
  expect(['stops', 'passes', 'soft', 'waiting', 'failed'], `${name}: ${verdict.word}`).toContain(verdict.kind)
  expect(verdict.word, name).not.toBe('internal')
  const shown = JSON.stringify([verdict.code, verdict.params])
  expect(shown, name).not.toMatch(acting)
  expect(shown.length, name).toBeLessThan(600)
}

test.each(hostileTexts.map((text) => [text.slice(0, 60), text]))('%j is classified, and as no unit', (_name, text) => {
  const barcode = classify(text)
  expect(['imei', 'iccid', 'pair', 'command', 'badge']).not.toContain(barcode.kind)
})

test('a hostile code changes nothing, is answered by a word of the list, and the next unit is counted', async () => {
  const before = await everything()
  const framer = createFramer({ terminators: ['CR', 'LF'], interByteMs: 500 })
  for (const { name, bytes } of hostileCodes) {
    for (const event of framer.push(Buffer.concat([bytes, Buffer.from('\r')]), 0)) {
      if (event.kind !== 'code') continue
      checkAnswer(await station.scan(event.text), name)
      await station.scan('OSECACK')
      expect(station.state().standing, name).toBeNull()
    }
  }
  expect(station.bugs).toEqual([])
  expect(station.work().order?.order_number).toBe('ORD-HOSTILE')
  expect(await everything()).toEqual(before)
  expect((await station.scan(imei(2))).word).toBe('registered')
})

test('typed through the door it is the same, and anything but a text is refused', async () => {
  const door = createDoor({
    // The words of every station, not all of them.
    workflows: stationWorkflows({
      desk: station.desk,
      session: { supervisorByPassword: () => Promise.reject(new Error('not asked for')) },
    }) as unknown as DoorParts['workflows'],
    session: { current: () => operatorHere, activity: () => undefined } as unknown as DoorParts['session'],
    workstation: () => ({ linea: 1, puesto: 1, stations: ['production'] }),
    settingUp: () => false,
    databaseIsAway: () => null,
    log: (event, facts) => log.log(event, facts),
    checkOutput: true,
  })
  const before = await everything()
  for (const text of hostileTexts) {
    const answer = await door('station.typeCode', { code: text })
    expect(answer.ok, text.slice(0, 60)).toBe(text.length <= 4096)
    const last = station.verdicts.at(-1)
    if (answer.ok && last !== undefined) checkAnswer(last, text.slice(0, 60))
    await station.scan('OSECACK')
  }
  const noTexts = [{ $gt: '' }, [imei(3)], 35, null, { toString: 'x' }, JSON.parse('{"__proto__":{"code":"x"}}')]
  for (const code of noTexts) {
    expect(await door('station.typeCode', { code })).toMatchObject({ ok: false, error: { code: 'bad-input' } })
  }
  const inputs = [{ code: 'A', $where: '1' }, JSON.parse('{"code":"A","__proto__":{"x":1}}'), 'A', null]
  for (const input of inputs) expect(await door('station.typeCode', input)).toMatchObject({ ok: false })
  expect(await everything()).toEqual(before)
  expect(({} as Record<string, unknown>)['isSupervisor']).toBeUndefined()
  expect((await station.scan(imei(4))).word).toBe('registered')
})

test('the journal and the log hold none of it that could act, and no badge', async () => {
  await station.close(true)
  const level = new ClassicLevel<string, string>(join(station.folder, 'journal'), { valueEncoding: 'utf8' })
  await level.open()
  const kept: string[] = []
  for await (const [key, value] of level.iterator()) kept.push(`${key} ${value}`)
  await level.close()
  await rm(station.folder, { recursive: true, force: true })
  expect(kept.length).toBeGreaterThan(hostileCodes.length)
  const lines = await readFile(log.file, 'utf8')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  for (const line of kept) expect(line).not.toMatch(/[\u0000-\u001f\u007f]/)
  expect(lines.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u)
  for (const text of [...kept, lines]) {
    for (const token of [hostileToken, hostileToken.toLowerCase(), hostileToken.slice(4, 16)]) {
      expect(text.toLowerCase().includes(token.toLowerCase()), text.slice(0, 200)).toBe(false)
    }
  }
})

const operatorHere = {
  employee_id: 'EMP-001',
  name: 'Ana Torres',
  role: 'operator',
  status: 'active',
  isSupervisor: false,
  permissions: { production_line1_station1: true },
  signedInBy: 'password',
}
