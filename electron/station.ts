import { type AnswerWord, isBlocking, toneOf, type Verdict } from '../shared/answers.ts'
import { type Barcode, classify } from '../shared/domain/barcode.ts'
import { maskBadges } from '../shared/domain/command-code.ts'
import type { Params } from '../shared/result.ts'
import type { RecentScan } from '../shared/state.ts'
import { type StationWord, stationWords } from '../shared/stations.ts'
import type { Clock } from './clock.ts'
import { newId } from './db/production-documents.ts'
import { type Journal, type JournalEntry, type JournalInput, NotDurable } from './journal/journal.ts'
import type { Log } from './log.ts'
import type { ScannedCode } from './scanners/scanner.ts'
import { type PendingAct, recentLength, type StationMemory } from './station-memory.ts'

/** Who stands at the station. */
export interface Person {
  readonly employee_id: string
  readonly name: string
  readonly isSupervisor: boolean
  readonly stations: readonly StationWord[]
}

/** A supervisor as one act needs him: no permission of this station, and only for this act. */
export function supervising(who: { readonly employee_id: string; readonly name: string }): Person {
  return { ...who, isSupervisor: true, stations: [...stationWords] }
}

/** What an answer carries beside its word. */
export interface AnswerExtras {
  readonly params?: Params
  readonly imei?: string
  readonly iccid?: string
  readonly warning?: NonNullable<Verdict['warning']>
  readonly supervisorCan?: NonNullable<Verdict['supervisorCan']>
  /** Takes the place of the earlier answer to the same scan (amber that turned green or red). */
  readonly late?: boolean
}

/** One entry on its way through a workflow, and the ways to answer it. */
export interface Turn {
  readonly entry: JournalEntry
  /** Who did it: from the entry, so that a replay names the right person. */
  readonly person: Person | null
  /** The entry is on the disk. Before it is, nothing may be answered or committed; rejects where the disk refuses. */
  readonly durable: Promise<void>
  /** Read again after a crash: nobody is told to come to the screen, nothing is asked twice. */
  readonly replay: boolean
  readonly answer: (word: AnswerWord, extras?: AnswerExtras) => Verdict
}

/** What a station word does with what comes in. */
export interface Workflow {
  readonly onCode: (turn: Turn, barcode: Barcode) => Promise<void>
  readonly onInput: (turn: Turn, kind: Exclude<JournalInput['kind'], 'code'>) => Promise<void>
  /** A badge: sign-in, or a supervisor's right for one act. The token is in no journal. */
  readonly onBadge: (turn: Turn, token: string) => Promise<void>
}

export interface StationDependencies {
  readonly journal: Journal<StationMemory, PendingAct>
  readonly memory: StationMemory
  readonly clock: Clock
  readonly person: () => Person | null
  readonly activity: () => void
  readonly log: Log
  readonly onVerdict: (verdict: Verdict) => void
  readonly onState: () => void
}

/**
 * This PC's station: one ordered queue. Nothing is dropped and nothing overtakes; every code is in the journal before
 * anything is decided about it, and the memory after it is written together with its outcome.
 */
export function createStation(dependencies: StationDependencies) {
  const { journal, clock, log } = dependencies
  let memory = dependencies.memory
  let lane: Promise<void> = Promise.resolve()
  let workflow: Workflow | null = null

  /** Runs in the lane, after everything before it. A bug is caught here, once, and never stops the lane. */
  function enqueue(work: () => Promise<void>): Promise<void> {
    lane = lane.then(work).catch((error: unknown) => {
      const logId = log('station.bug', { error })
      announce(verdictOf(newId(clock.now()), clock.now(), '', 'internal', { params: { logId } }))
    })
    return lane
  }

  function verdictOf(scanId: string, at: number, code: string, word: AnswerWord, extras: AnswerExtras): Verdict {
    return {
      scanId,
      at,
      tone: toneOf(word),
      word,
      params: extras.params ?? {},
      code,
      blocks: isBlocking(word) && !extras.late,
      ...(extras.warning && { warning: extras.warning }),
      ...(extras.supervisorCan && { supervisorCan: extras.supervisorCan }),
    }
  }

  function announce(verdict: Verdict): void {
    memory = { ...memory, last: verdict }
    dependencies.onVerdict(verdict)
    dependencies.onState()
  }

  function answer(entry: JournalEntry, word: AnswerWord, extras: AnswerExtras = {}): Verdict {
    const code = entry.input.kind === 'code' ? printable(entry.input.text) : ''
    const verdict = verdictOf(entry.scanId, entry.at, code, word, extras)
    remember(entry, verdict, extras)
    // An answer that comes late speaks up only while its scan is still the newest, or when it says no.
    if (!extras.late || memory.last?.scanId === entry.scanId || verdict.tone === 'refused') announce(verdict)
    else dependencies.onState()
    return verdict
  }

  function remember(entry: JournalEntry, verdict: Verdict, extras: AnswerExtras): void {
    if (entry.input.kind !== 'code') return
    const line: RecentScan = {
      scanId: entry.scanId,
      at: entry.at,
      code: verdict.code,
      word: verdict.word,
      tone: extras.late && verdict.tone === 'refused' ? 'conflict' : verdict.tone,
      params: verdict.params,
      ...(extras.imei && { imei: extras.imei }),
      ...(extras.iccid && { iccid: extras.iccid }),
    }
    const others = memory.recent.filter((scan) => scan.scanId !== entry.scanId)
    const place = memory.recent.findIndex((scan) => scan.scanId === entry.scanId)
    const recent = place < 0 ? [line, ...others] : [...others.slice(0, place), line, ...others.slice(place)]
    memory = { ...memory, recent: recent.slice(0, recentLength) }
  }

  function turnFor(entry: JournalEntry, replay: boolean, durable: Promise<void> = Promise.resolve()): Turn {
    const present = dependencies.person()
    const person =
      entry.actor === null
        ? null
        : present?.employee_id === entry.actor.employee_id
          ? present
          : { ...entry.actor, isSupervisor: false, stations: ['production' as const] }
    return { entry, person, replay, durable, answer: (word, extras) => answer(entry, word, extras) }
  }

  function newEntry(input: JournalInput, scannerId: string, at: number): JournalEntry {
    const person = dependencies.person()
    return {
      seq: journal.nextSeq(),
      scanId: newId(at),
      at,
      scannerId,
      input,
      actor: person === null ? null : { employee_id: person.employee_id, name: person.name },
      ids: { act: newId(at), device: newId(at), movement: newId(at) },
    }
  }

  async function take(entry: JournalEntry, replay: boolean, durable?: Promise<void>): Promise<void> {
    if (workflow === null) throw new Error('the station has no workflow yet')
    const turn = turnFor(entry, replay, durable)
    if (entry.input.kind === 'code') await workflow.onCode(turn, classify(entry.input.text))
    else await workflow.onInput(turn, entry.input.kind)
    await settle(entry.seq)
  }

  async function settle(seq: number): Promise<void> {
    memory = { ...memory, seq: Math.max(memory.seq, seq) }
    await journal.settle(memory, {})
  }

  async function receive(input: JournalInput, scannerId: string, at: number): Promise<void> {
    const entry = newEntry(input, scannerId, at)
    // The disk's 1 ms runs beside the transaction's first statements; whatever comes of the scan waits for it.
    const durable = journal.append(entry).catch((error: unknown) => Promise.reject(new NotDurable(error)))
    durable.catch(() => undefined)
    const before = memory.production
    try {
      await take(entry, false, durable)
    } catch (error) {
      if (!(error instanceof NotDurable)) throw error
      // What is not durable is not accepted: the operator reads it again when the disk is well.
      const logId = log('journal.failed', { error: error.cause })
      memory = { ...memory, production: before }
      const code = input.kind === 'code' ? printable(input.text) : ''
      announce(verdictOf(entry.scanId, at, code, 'journal-failed', { params: { logId } }))
    }
  }

  return {
    use(word: Workflow): void {
      workflow = word
    },

    /** A code from a scanner or a keypad. */
    scan(code: Pick<ScannedCode, 'text' | 'scannerId'>): Promise<void> {
      dependencies.activity()
      return enqueue(async () => {
        const at = clock.now()
        const barcode = classify(code.text)
        if (barcode.kind === 'badge') {
          const entry = newEntry({ kind: 'code', text: maskBadges(code.text) }, code.scannerId, at)
          await workflow?.onBadge(turnFor(entry, false), barcode.token)
          await settle(entry.seq)
          return
        }
        // A badge hidden inside a longer code is masked as well, or its token would lie in the journal.
        await receive({ kind: 'code', text: maskBadges(code.text) }, code.scannerId, at)
      })
    },

    /** Something that no code came of, in its turn: nothing is decided about it, so no journal keeps it. */
    say(word: AnswerWord): Promise<void> {
      dependencies.activity()
      return enqueue(async () => announce(verdictOf(newId(clock.now()), clock.now(), '', word, {})))
    },

    /** A key, a touch or a timer: the same queue as the codes. */
    input(kind: Exclude<JournalInput['kind'], 'code'>): Promise<void> {
      return enqueue(() => receive({ kind }, 'page', clock.now()))
    },

    /** Something that asks the database first (open an order, a supervisor's password); in order with the scans. */
    act(work: (turn: Turn) => Promise<void>): Promise<void> {
      return enqueue(async () => {
        const at = clock.now()
        const entry: JournalEntry = newEntry({ kind: 'acknowledge' }, 'page', at)
        await work(turnFor(entry, false))
        await settle(entry.seq)
      })
    },

    /** Takes in what a crash left unanswered, in order, before anything new. */
    replay(): Promise<void> {
      return enqueue(async () => {
        for (const entry of await journal.entriesAfter(memory.seq)) {
          // One entry that cannot be taken in must not keep those after it from being.
          await take(entry, true).catch((error: unknown) => log('station.replay-failed', { seq: entry.seq, error }))
        }
        await journal.trim(Math.max(0, memory.seq - journalLength))
      })
    },

    /** A turn for an act of an earlier run that the journal still holds. */
    turnFor: (entry: JournalEntry): Turn => turnFor(entry, true),

    /** Runs in the lane: what changes the memory late must not be kept in the middle of a scan. */
    later: enqueue,

    memory: (): StationMemory => memory,
    change(part: Partial<StationMemory>): void {
      memory = { ...memory, ...part }
    },
    idle: (): Promise<void> => lane,
  }
}

export type Station = ReturnType<typeof createStation>

/** Entries kept for the question "what was scanned?". */
const journalLength = 20_000

/** The code as it may be shown: badges masked, control characters made visible, cut. */
function printable(text: string): string {
  const visible = maskBadges(text).replace(/\p{C}/gu, (character) => {
    const point = character.codePointAt(0) ?? 0
    return point < 0x20 ? String.fromCodePoint(0x2400 + point) : '·'
  })
  return visible.length > 80 ? `${visible.slice(0, 79)}…` : visible
}
