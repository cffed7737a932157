import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RegisterAct } from '../../shared/domain/production-acts.ts'
import { defaultPlantSettings } from '../../shared/settings.ts'
import type { UndoAct, Workplace } from '../../shared/station/act.ts'
import { type Journal, openJournal } from '../journal/journal.ts'
import type { EntryInput, JournalEntry } from './entry.ts'
import { newId } from './ids.ts'
import { freshMemory, type StationMemory } from './memory.ts'
import { recall } from './recall.ts'
import { storedKept, storedState } from './stored.ts'

let folder: string
let journal: Journal
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ose-recall-'))
  journal = await openJournal(folder)
})
afterEach(async () => {
  await journal.close()
  await rm(folder, { recursive: true, force: true })
})

const workplace: Workplace = { station: 'S01', linea: 1, puesto: 1 }
const facts = { workplace, plant: defaultPlantSettings, offered: ['production'] } as const
const fresh = freshMemory(workplace, facts.offered)

const register: RegisterAct = {
  ...{ act: newId(1), at: 1, scanId: newId(1), word: 'production', kind: 'register', reversible: true, instead: null },
  ...{ operator: { employee_id: 'EMP-1', name: 'Ana' }, workplace },
  subject: { kind: 'unit', imei: '356938035643809', iccid: null, order_number: 'ORD-1', lote: 1 },
  facts: {
    ...{ device: newId(1), movement: newId(1), brand: 'B', nro_referencia: 'R', sku: null },
    ...{ startsOrder: true, startsBatch: false, override: { supervisor: 'SUP-1', reason: 'r' } },
  },
}
const undo: UndoAct<RegisterAct> = {
  ...{
    act: newId(2),
    at: 2,
    scanId: newId(2),
    word: 'production',
    kind: 'undo',
    undoes: register,
    supervisor: 'SUP-1',
  },
  ...{ operator: { employee_id: 'EMP-2', name: 'Luis' }, workplace },
}

function entry(seq: number, input: EntryInput): JournalEntry {
  return {
    ...{ seq, scanId: newId(seq), at: seq, scannerId: 'S', input, word: 'production', workplace },
    actor: { employee_id: 'EMP-1', name: 'Ana', isSupervisor: true, stations: ['production'] },
    plant: { ...defaultPlantSettings, halfSeconds: 77 },
    ids: [newId(seq)],
  }
}
const append = (one: JournalEntry) => journal.append(one.seq, { v: 2, ...one })

/** A value as any other program, or a bug, may have left it. */
async function plant(key: string, value: string): Promise<void> {
  await journal.close()
  const level = new ClassicLevel<string, string>(folder)
  await level.open()
  await level.put(key, value)
  await level.close()
  journal = await openJournal(folder)
}
const key = (kind: 'scan' | 'pending', seq: number) => `${kind}/${String(seq).padStart(16, '0')}`

describe('what this program wrote', () => {
  it('is read again as it was', async () => {
    const inputs: EntryInput[] = [
      { kind: 'code', text: '356938035643809' },
      { kind: 'command', command: 'UNDO' },
      { kind: 'timer', name: 'half-expired' },
      { kind: 'open', word: null },
      {
        ...{ kind: 'supervise', supervisor: { employee_id: 'SUP-1', name: 'Eva' }, reason: 'r' },
        offer: { word: 'add-place', facts: { unit: { imei: '1', iccid: null } } },
      },
    ]
    const entries = inputs.map((input, index) => entry(index + 4, input))
    const memory: StationMemory = {
      ...fresh,
      seq: 3,
      word: null,
      standing: {
        of: 'production',
        scanId: 's',
        at: 1,
        word: 'batch-full',
        params: { lote: 1 },
        code: 'c',
        offer: { word: 'w', facts: 1 },
      },
      offer: { word: 'undo', facts: { act: 'a' }, until: 9 },
      undoable: [register],
      numbers: { 'box|2026': { next: 3, to: 9 } },
      recent: [
        { scanId: 's', at: 1, code: 'c', subject: register.subject, word: 'undone', fate: 'undone', params: {} },
      ],
    }
    await journal.settle(2, storedState(memory), { adds: [{ seq: 2, kept: storedKept(register) }] })
    await journal.settle(3, storedState(memory), { adds: [{ seq: 3, kept: storedKept(undo) }] })
    for (const one of entries) await append(one)
    expect(await recall(journal, facts)).toEqual({
      ...{ memory, unanswered: entries, aside: 0 },
      kept: [
        { seq: 2, act: register },
        { seq: 3, act: undo },
      ],
    })
  })

  it('is nothing in a new journal', async () => {
    expect(await recall(journal, facts)).toEqual({ memory: fresh, kept: [], unanswered: [], aside: 0 })
  })
})

describe('what cannot be read', () => {
  it.each([
    ['half a text', '{"v":2,"seq":2,"inp'],
    ['no object', '7'],
    ['another kind', JSON.stringify({ v: 2, ...entry(2, { kind: 'code', text: 'A' }), input: { kind: 'thought' } })],
    ['of a newer program', JSON.stringify({ ...entry(2, { kind: 'code', text: 'A' }), v: 3 })],
    ['a station that is none', JSON.stringify({ v: 2, ...entry(2, { kind: 'code', text: 'A' }), word: 'moon' })],
    [
      'an older form without its ids',
      JSON.stringify({ seq: 2, scanId: 's', at: 1, scannerId: 'S', input: { kind: 'code' } }),
    ],
  ])('an entry that is %s is set aside, and stands in nobody’s way', async (_what, text) => {
    await append(entry(1, { kind: 'code', text: 'one' }))
    await append(entry(3, { kind: 'code', text: 'three' }))
    await plant(key('scan', 2), text)
    const { unanswered, aside } = await recall(journal, facts)
    expect(unanswered.map(({ seq }) => seq)).toEqual([1, 3])
    expect(aside).toBe(1)
    expect(await journal.aside.list()).toMatchObject([{ place: key('scan', 2) }])
    // Read once more, it is not set aside a second time.
    expect((await recall(journal, facts)).aside).toBe(1)
  })

  it('a kept act of a newer program waits aside until a program can read it', async () => {
    const newer = { v: 3, act: { ...register, kind: 'melt' } }
    await journal.settle(1, storedState({ ...fresh, seq: 1 }), { adds: [{ seq: 1, kept: newer }] })
    await journal.settle(2, storedState({ ...fresh, seq: 2 }), { adds: [{ seq: 2, kept: storedKept(register) }] })
    const now = await recall(journal, facts)
    expect(now.kept).toEqual([{ seq: 2, act: register }])
    expect(now.aside).toBe(1)
    const [aside] = await journal.aside.list()
    expect(aside?.value).toEqual(newer)
    // The program that can read it: here the same one, and the value mended.
    const stored = `aside/${key('pending', 1)}@${aside?.at}`
    await plant(stored, JSON.stringify({ ...aside, value: { v: 2, act: register } }))
    const later = await recall(journal, facts)
    expect(later.kept.map(({ seq }) => seq)).toEqual([1, 2])
    expect(later.aside).toBe(0)
  })

  it.each([
    ['production', { v: 1, state: { job: 'dance' } }],
    ['production', { v: 9, state: {} }],
    ['moon', { v: 1, state: {} }],
  ])('the state of %s is begun anew, and the others stay: %j', async (word, part) => {
    const stored = storedState({ ...fresh, seq: 4, undoable: [register] }) as { words: Record<string, unknown> } // as written
    await journal.settle(4, { ...stored, words: { ...stored.words, [word]: part } })
    const { memory, aside } = await recall(journal, facts)
    expect(memory).toEqual({ ...fresh, seq: 4, undoable: [register] })
    expect(await journal.aside.list()).toMatchObject([{ place: `state/words/${word}`, value: part }])
    expect(aside).toBe(1)
  })

  it('one line of the list, or one act that could be undone, costs nothing but itself', async () => {
    const line = { scanId: 's', at: 1, code: 'c', word: 'kept-here', fate: 'kept', params: {} }
    const stored = storedState({ ...fresh, seq: 4 }) as object // as written
    await journal.settle(4, {
      ...stored,
      recent: [{ ...line, fate: 'eaten' }, line],
      undoable: [register, { ...register, facts: null }],
      standing: 'yes',
    })
    const { memory, aside } = await recall(journal, facts)
    expect(memory).toEqual({ ...fresh, seq: 4, recent: [line], undoable: [register] })
    expect(aside).toBe(3)
  })

  it.each([[], 'x', 7, null])('stations’ states that are %j are begun anew', async (words) => {
    const stored = storedState({ ...fresh, seq: 4 }) as object // as written
    await journal.settle(4, { ...stored, words })
    expect((await recall(journal, facts)).memory).toEqual({ ...fresh, seq: 4 })
  })

  it.each(['"nothing"', '[]', '{"v":2', 'null'])(
    'with a state that is %s no entry is answered a second time as a new scan',
    async (state) => {
      await append(entry(1, { kind: 'code', text: 'one' }))
      await journal.settle(1, storedState({ ...fresh, seq: 1 }))
      await append(entry(2, { kind: 'code', text: 'two' }))
      await plant('state', state)
      const { memory, unanswered } = await recall(journal, facts)
      expect(memory).toEqual({ ...fresh, seq: 1 })
      expect(unanswered.map(({ seq }) => seq)).toEqual([2])
    },
  )
})
