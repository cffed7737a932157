import { type Barcode, classify } from '../../shared/domain/barcode/barcode.ts'
import { maskBadges } from '../../shared/domain/barcode/command-code.ts'
import type { PlantSettings } from '../../shared/settings.ts'
import type { Actor, AnyAct, Operator, Workplace } from '../../shared/station/act.ts'
import { subjectOf } from '../../shared/station/act.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import { idAt } from '../../shared/station/id-at.ts'
import type { Offer } from '../../shared/station/state.ts'
import { subjectNumber } from '../../shared/station/subject.ts'
import { type AnswerWord, isStationWord, type StationWord } from '../../shared/stations.ts'
import type { Clock } from '../clock/clock.ts'
import { type Journal, NotDurable, type StateChange } from '../journal/journal.ts'
import type { Log } from '../log/log.ts'
import type { ScannedCode } from '../scanners/scanner.ts'
import { lineOf, printable, saysNo, verdictOf } from './answered.ts'
import type { EntryInput, JournalEntry } from './entry.ts'
import { newId } from './ids.ts'
import { type StationMemory, withLine } from './memory.ts'
import type { AnswerExtras, Turn } from './slice.ts'
import { storedKept, storedState } from './stored.ts'

/** A turn as the core holds it: what it has to tell, and the act that was only kept. */
export interface OpenTurn extends Turn {
  /** The act is written with the state of this turn, or with none. */
  readonly keep: (act: AnyAct) => void
}

/** What becomes of what comes in; the desk's. */
export interface Router {
  readonly onCode: (turn: OpenTurn, barcode: Barcode) => Promise<void>
  readonly onInput: (turn: OpenTurn, input: Exclude<EntryInput, { readonly kind: 'code' | 'page' }>) => Promise<void>
  /** A badge: sign-in, or a supervisor's right for one act. The token is in no journal. */
  readonly onBadge: (turn: OpenTurn, token: string) => Promise<SupervisedInput | null>
}

export interface SupervisedInput {
  readonly kind: 'supervise'
  readonly supervisor: Operator
  readonly reason: string
  readonly offer: Offer
}

export interface StationDependencies {
  readonly journal: Journal
  readonly memory: StationMemory
  readonly clock: Clock
  /** Who stands here now. */
  readonly actor: () => Actor | null
  readonly plant: () => PlantSettings
  readonly workplace: () => Workplace
  readonly activity: () => void
  readonly log: Log
  readonly onVerdict: (verdict: Verdict) => void
  readonly onState: () => void
}

/**
 * This PC's station: one ordered queue, whichever station is open. Nothing is dropped and nothing overtakes. Every code
 * is in the journal before anything is told about it, and its outcome is written there before it is told.
 */
export function createStation(dependencies: StationDependencies) {
  const { journal, clock, log } = dependencies
  let memory = dependencies.memory
  /** What the page is shown: never a decision that is not in the journal yet. */
  let shown = memory
  let lane: Promise<void> = Promise.resolve()
  let router: Router | null = null
  /** What became kept, or was written, and is in no journal yet. */
  let owed: Required<Pick<StateChange, 'adds' | 'removes'>> = { adds: [], removes: [] }

  /** Runs in the lane, after everything before it. A bug is caught here, once, and never stops the lane. */
  function enqueue(work: () => Promise<void>): Promise<void> {
    lane = lane.then(work).catch((error: unknown) => {
      const logId = log('station.bug', { error })
      announce(verdictOf(newId(clock.now()), clock.now(), '', 'internal', { params: { logId } }))
    })
    return lane
  }

  function announce(verdict: Verdict): void {
    memory = { ...memory, last: verdict }
    dependencies.onVerdict(verdict)
    publish()
  }

  function publish(): void {
    shown = memory
    dependencies.onState()
  }

  /** Puts the answer into the memory; it is told when the turn is in the journal. */
  function remember(entry: JournalEntry, word: AnswerWord, extras: AnswerExtras): Verdict {
    const code = entry.input.kind === 'code' ? printable(entry.input.text) : ''
    const verdict = verdictOf(entry.scanId, entry.at, code, word, extras)
    if (verdict.blocks) {
      const { scanId, at, params } = verdict
      const of = entry.word ?? ''
      memory = { ...memory, standing: { of, scanId, at, word, params, code, offer: extras.offer ?? null } }
    }
    const isListed = entry.input.kind === 'code' || (entry.input.kind === 'supervise' && extras.subject !== undefined)
    if (isListed) memory = { ...memory, recent: withLine(memory.recent, lineOf(verdict, extras)) }
    return verdict
  }

  function turnOf(
    entry: JournalEntry,
    replay: boolean,
    durable: Promise<void>,
    told: Verdict[],
    kept: AnyAct[],
  ): OpenTurn {
    return {
      entry,
      actor: entry.actor,
      replay,
      durable,
      id: (n) => entry.ids[n] ?? idAt(entry.ids[0], n),
      answer(word, extras = {}) {
        const verdict = remember(entry, word, extras)
        told.push(verdict)
        return verdict
      },
      keep: (act) => kept.push(act),
    }
  }

  function newEntry(input: EntryInput, scannerId: string, at: number, word = memory.word): JournalEntry {
    return {
      ...{ seq: journal.nextSeq(), scanId: newId(at), at, scannerId, input, word, ids: [newId(at)] },
      actor: dependencies.actor(),
      workplace: dependencies.workplace(),
      plant: dependencies.plant(),
    }
  }

  /** One entry from its decision to its answer: decided, durable, settled, told. */
  async function take(
    entry: JournalEntry,
    replay: boolean,
    durable: Promise<void>,
    work: (turn: OpenTurn) => Promise<void>,
  ): Promise<void> {
    const before = memory
    const told: Verdict[] = []
    const kept: AnyAct[] = []
    try {
      await work(turnOf(entry, replay, durable, told, kept))
      await durable
    } catch (error) {
      if (error instanceof NotDurable) memory = before
      throw error
    }
    memory = { ...memory, seq: Math.max(memory.seq, entry.seq), last: told[told.length - 1] ?? memory.last }
    const [act] = kept
    await settle(act === undefined ? {} : { adds: [{ seq: entry.seq, kept: storedKept(act) }] })
    for (const verdict of told) announce(verdict)
    if (told.length === 0) publish()
  }

  /**
   * Where the disk refuses the state, the entry itself is in the journal: after a crash it is decided again, with the same
   * ids. So what was decided stands, and the next state that the disk takes has it all: also the kept acts of those that it
   * refused, which no entry would bring back then.
   */
  async function settle({ adds = [], removes = [], sync = false }: StateChange): Promise<void> {
    owed = { adds: [...owed.adds, ...adds], removes: [...owed.removes, ...removes] }
    try {
      await journal.settle(memory.seq, storedState(memory), { ...owed, sync: sync || owed.adds.length > 0 })
      owed = { adds: [], removes: [] }
    } catch (error) {
      log('journal.state-not-kept', { error })
    }
  }

  function route(turn: OpenTurn): Promise<void> {
    const { input } = turn.entry
    if (router === null) throw new Error('the station has no router yet')
    if (input.kind === 'code') return router.onCode(turn, classify(input.text))
    // The page's own are done by whoever asked for them.
    return input.kind === 'page' ? Promise.resolve() : router.onInput(turn, input)
  }

  async function receive(input: EntryInput, scannerId: string, at: number, word = memory.word): Promise<void> {
    const entry = newEntry(input, scannerId, at, word)
    // The disk's 1 ms runs beside the transaction's first statements; whatever comes of the scan waits for it.
    const durable = journal.append(entry.seq, { v: 2, ...entry })
    durable.catch(() => undefined)
    try {
      await take(entry, false, durable, route)
    } catch (error) {
      if (!(error instanceof NotDurable)) throw error
      // What is not durable is not accepted: the operator reads it again when the disk is well.
      const logId = log('journal.failed', { error: error.cause })
      const code = input.kind === 'code' ? printable(input.text) : ''
      announce(verdictOf(entry.scanId, at, code, 'journal-failed', { params: { logId } }))
    }
  }

  async function receiveBadge(token: string, masked: string, scannerId: string, at: number): Promise<void> {
    const entry = newEntry({ kind: 'code', text: masked }, scannerId, at)
    let supervised: SupervisedInput | null = null
    await take(entry, false, Promise.resolve(), async (turn) => {
      supervised = (await router?.onBadge(turn, token)) ?? null
    })
    // What a supervisor allows is an entry of its own: read again after a crash it is the same act in his name.
    if (supervised !== null) await receive(supervised, scannerId, at)
  }

  return {
    use(next: Router): void {
      router = next
    },

    /** A code from a scanner or a keypad. */
    scan(code: Pick<ScannedCode, 'text' | 'scannerId'>): Promise<void> {
      dependencies.activity()
      // Its time is that of its reading, however long it waits for its turn.
      const at = clock.now()
      return enqueue(async () => {
        const barcode = classify(code.text)
        // A badge hidden inside a longer code is masked as well, or its token would lie in the journal.
        const text = maskBadges(code.text)
        if (barcode.kind === 'badge') await receiveBadge(barcode.token, text, code.scannerId, at)
        else await receive({ kind: 'code', text }, code.scannerId, at)
      })
    },

    /** Something that no code came of, in its turn: nothing is decided about it, so no journal keeps it. */
    say(word: AnswerWord, params: Verdict['params'] = {}): Promise<void> {
      dependencies.activity()
      return enqueue(async () => announce(verdictOf(newId(clock.now()), clock.now(), '', word, { params })))
    },

    /** A key, a touch, a timer or a supervisor: the same queue as the codes. @param word whose timer it is */
    input(input: Exclude<EntryInput, { readonly kind: 'code' | 'page' }>, word?: StationWord): Promise<void> {
      const at = clock.now()
      return enqueue(() => receive(input, 'page', at, word))
    },

    /** Something that asks the database first (an order chosen on the page), in order with the scans. */
    inTurn(work: (turn: Turn) => Promise<void>): Promise<void> {
      return enqueue(() => take(newEntry({ kind: 'page' }, 'page', clock.now()), false, Promise.resolve(), work))
    },

    /** Takes in what a crash left unanswered, in order, before anything new. */
    replay(entries: readonly JournalEntry[]): Promise<void> {
      return enqueue(async () => {
        for (const entry of entries) {
          // One entry that cannot be taken in must not keep those after it from being.
          const done = take(entry, true, Promise.resolve(), route)
          await done.catch((error: unknown) => log('station.replay-failed', { seq: entry.seq, error }))
        }
        await journal.trim(Math.max(0, memory.seq - journalLength))
      })
    },

    /** The entry of an act that was kept before this start. */
    entryOf: (seq: number, act: AnyAct): JournalEntry => ({
      ...{ seq, scanId: act.scanId, at: act.at, scannerId: 'journal', workplace: act.workplace, ids: [act.act] },
      input: { kind: 'code', text: subjectNumber(subjectOf(act)) },
      actor: { ...act.operator, isSupervisor: false, stations: [act.word] },
      word: isStationWord(act.word) ? act.word : null,
      plant: dependencies.plant(),
    }),

    /**
     * A kept act has landed, or is refused: its entry is answered a second time, in the lane, and no longer kept. An answer
     * that comes late speaks up only while its scan is still the newest, or when it says no.
     * @param answered called when it is in the journal, just before it is said
     */
    late(entry: JournalEntry, work: (turn: OpenTurn) => void, answered: () => void): Promise<void> {
      return enqueue(async () => {
        const told: Verdict[] = []
        work(turnOf(entry, false, Promise.resolve(), told, []))
        const loud = told.filter((verdict) => memory.last?.scanId === entry.scanId || saysNo.has(verdict.kind))
        memory = { ...memory, last: loud[loud.length - 1] ?? memory.last }
        await settle({ removes: [entry.seq] })
        answered()
        for (const verdict of loud) announce(verdict)
        if (loud.length === 0) publish()
      })
    },

    /** Runs in the lane: what changes the memory late must not be kept in the middle of a scan. */
    later: (work: () => void | Promise<void>): Promise<void> =>
      enqueue(async () => {
        const before = memory
        await work()
        // After a crash an entry is decided on what it was decided on.
        if (memory !== before) await settle({})
        publish()
      }),

    memory: (): StationMemory => memory,
    shown: (): StationMemory => shown,
    /** In a turn, in `late` or in `later` alone. */
    change(part: Partial<StationMemory>): void {
      memory = { ...memory, ...part }
    },
    idle: (): Promise<void> => lane,
    /** The state as it is, on the disk when it returns. */
    keep: (): Promise<void> => settle({ sync: true }),
  }
}

export type Station = ReturnType<typeof createStation>

/** Entries kept for the question "what was scanned?". */
const journalLength = 20_000
