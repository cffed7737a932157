import { describe, expect, it } from 'vitest'
import type { Act } from '../../shared/station/act.ts'
import { type RefusedAct, refusal, type WriteTerms, type Written, written } from '../db/acts/written.ts'
import type { DatabaseSession } from '../db/connection/client.ts'
import { DatabaseAway } from '../db/connection/transaction.ts'
import { NotDurable } from '../journal/journal.ts'
import type { Handed } from './act-item.ts'
import { createWriter } from './writer.ts'

/* Only the order of things is looked at here; what is written stands in tests/integration. */

const session = (name: string) => ({ name }) as unknown as DatabaseSession // handed on, never asked
const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

function act(id: string): Act {
  return {
    ...{ act: id, at: 1, scanId: id, word: 'bench', kind: 'count', facts: {}, reversible: true, instead: null },
    operator: { employee_id: 'EMP-1', name: 'Ana' },
    workplace: { station: 'S01', linea: null, puesto: null },
    subject: { kind: 'box', number: id, order_number: null },
  }
}

function handed(more: Partial<Handed> = {}): Handed {
  return { isKept: () => false, isOffline: false, durable: Promise.resolve(), isRecalled: false, ...more }
}

/** A writer whose tries are answered by hand. */
function setUp() {
  const tries: {
    readonly session: DatabaseSession
    readonly terms: WriteTerms
    readonly answer: (outcome: Written | Error) => void
  }[] = []
  const conflicts: string[] = []
  const world = { session: session('one') as DatabaseSession | null, conflict: null as RefusedAct | null }
  const writer = createWriter({
    session: async () => world.session,
    write: (on, _act, terms) =>
      new Promise((resolve, reject) => {
        const answer = (outcome: Written | Error) => (outcome instanceof Error ? reject(outcome) : resolve(outcome))
        tries.push({ session: on, terms, answer })
      }),
    addConflict: async ({ act: id }) => void conflicts.push(id),
    conflictOf: async () => world.conflict,
    now: () => 0,
    log: () => 'id',
  })
  return { writer, tries, conflicts, world }
}

const no = refusal('wrong-state', {})

describe('a try that is on its way when the database is reached again', () => {
  it('goes on alone on the session in use: a second transaction there would end it', async () => {
    const { writer, tries } = setUp()
    const outcome = writer.submit(act('a'), handed())
    await soon()
    await writer.tryAgain()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(tries).toHaveLength(1)
    tries[0]?.answer(written(act('a')))
    expect(await outcome).toMatchObject({ kind: 'written' })
  })

  it('on another session is made again, and what the first one says no longer counts', async () => {
    const { writer, tries, conflicts, world } = setUp()
    const outcome = writer.submit(act('a'), handed({ isKept: () => true }))
    await soon()
    world.session = session('two')
    await writer.tryAgain()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(tries.map((one) => one.session)).toEqual([session('one'), session('two')])
    tries[0]?.answer(no)
    await soon()
    tries[1]?.answer(written(act('a')))
    expect(await outcome).toMatchObject({ kind: 'written' })
    expect(conflicts).toEqual([])
  })
})

describe('an act that the disk did not take', () => {
  it('waits for nobody: the same thing, read again, does not meet it', async () => {
    const { writer, tries, world } = setUp()
    world.session = null
    const first = writer.submit(act('a'), handed({ isKept: () => true }))
    const second = writer.submit(act('b'), handed({ durable: Promise.reject(new NotDurable('full')) }))
    await soon()
    expect(writer.waiting().map((one) => one.act)).toEqual(['a'])
    const third = writer.submit(act('c'), handed())
    world.session = session('one')
    await new Promise((resolve) => setTimeout(resolve, 300))
    tries[0]?.answer(written(act('a')))
    await first
    await soon()
    tries[1]?.answer(written(act('c')))
    expect(await third).toMatchObject({ kind: 'written', act: { act: 'c' } })
    void second
  })
})

describe('an act that is refused', () => {
  it('is a conflict where it is kept, also when the database was faster than the disk', async () => {
    const { writer, tries, conflicts } = setUp()
    let isKept = false
    let onDisk = (): void => undefined
    const durable = new Promise<void>((resolve) => {
      onDisk = resolve
    })
    const outcome = writer.submit(act('a'), handed({ isKept: () => isKept, durable }))
    await soon()
    tries[0]?.answer(no)
    await soon()
    isKept = true
    onDisk()
    expect(await outcome).toEqual(no)
    expect(conflicts).toEqual(['a'])
  })

  it('and stood on the list before a crash, is not tried again', async () => {
    const { writer, tries, conflicts, world } = setUp()
    world.conflict = no
    expect(await writer.submit(act('a'), handed({ isKept: () => true, isRecalled: true }))).toEqual(no)
    expect(tries).toEqual([])
    expect(conflicts).toEqual(['a'])
  })
})

describe('an act is late, so that its order is looked at again,', () => {
  const kept = { isKept: () => true }
  const isLate = async (more: Partial<Handed>) => {
    const { writer, tries } = setUp()
    void writer.submit(act('a'), handed(more))
    await soon()
    return tries[0]?.terms.isLate
  }

  it.each([
    ['not when it was only slow', kept, false],
    ['when the database was away as it was decided', { ...kept, isOffline: true }, true],
    ['when it stood in the journal', { ...kept, isRecalled: true }, true],
    ['not when its operator waits for the answer', { isOffline: true }, false],
  ])('%s', async (_when, more, late) => {
    expect(await isLate(more)).toBe(late)
  })

  it('when the database was away since: also the one behind it, which has tried nothing yet', async () => {
    const { writer, tries, world } = setUp()
    void writer.submit(act('a'), handed(kept))
    void writer.submit(act('b'), handed(kept))
    await soon()
    tries[0]?.answer(new DatabaseAway())
    await new Promise((resolve) => setTimeout(resolve, 300))
    tries[1]?.answer(written(act('a')))
    await soon()
    expect(tries.map(({ terms }) => terms.isLate)).toEqual([false, true, true])
    tries[2]?.answer(written(act('b')))
    void writer.submit(act('c'), handed(kept))
    await soon()
    expect(tries[3]?.terms.isLate).toBe(false)
    world.session = session('two')
    await writer.tryAgain()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(tries[4]?.terms.isLate).toBe(true)
  })
})
