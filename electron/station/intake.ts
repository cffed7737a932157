import { type Barcode, classify } from '../../shared/domain/barcode/barcode.ts'
import { maskBadges } from '../../shared/domain/barcode/command-code.ts'
import type { PlantSettings } from '../../shared/settings.ts'
import type { Actor, Workplace } from '../../shared/station/act.ts'
import type { StationWord } from '../../shared/stations.ts'
import type { Clock } from '../clock/clock.ts'
import { type Journal, NotDurable } from '../journal/journal.ts'
import type { Log } from '../log/log.ts'
import type { ScannedCode } from '../scanners/scanner.ts'
import { printable, verdictOf } from './answered.ts'
import type { EntryInput, InputWithoutCode, JournalEntry, SupervisedInput } from './entry.ts'
import { newId } from './ids.ts'
import type { Turn } from './slice.ts'
import { journalVersion } from './stored.ts'
import { type OpenTurn, type TurnParts, takeTurn } from './turn.ts'

/** What becomes of what comes in; the desk's. */
export interface Router {
  readonly onCode: (turn: OpenTurn, barcode: Barcode) => Promise<void>
  readonly onInput: (turn: OpenTurn, input: InputWithoutCode) => Promise<void>
  /** A badge: sign-in, or a supervisor's right for one act. The token is in no journal. */
  readonly onBadge: (turn: OpenTurn, token: string) => Promise<SupervisedInput | null>
}

export interface IntakeParts extends TurnParts {
  readonly journal: Pick<Journal, 'append' | 'nextSeq' | 'trim'>
  readonly clock: Clock
  /** Who stands here now. */
  readonly actor: () => Actor | null
  readonly plant: () => PlantSettings
  readonly workplace: () => Workplace
  readonly log: Log
}

/** Entries kept for the question "what was scanned?". */
const journalLength = 20_000

/** Makes an entry of what comes in, and sees it through its turn. Everything here runs in the lane. */
export function createIntake(parts: IntakeParts) {
  const { journal, clock, held, log } = parts
  let router: Router | null = null

  async function receiveBadge(token: string, masked: string, scannerId: string, at: number): Promise<void> {
    const entry = newEntry(parts, { kind: 'code', text: masked }, scannerId, at)
    let supervised: SupervisedInput | null = null
    await takeTurn(parts, { entry, replay: false, durable: Promise.resolve() }, async (turn) => {
      supervised = (await router?.onBadge(turn, token)) ?? null
    })
    // What a supervisor allows is an entry of its own: read again after a crash it is the same act in his name.
    if (supervised !== null) await receive(supervised, scannerId, at)
  }

  /** @param word of the station that is open, where it is no other's */
  async function receive(input: EntryInput, scannerId: string, at: number, word?: StationWord): Promise<void> {
    const entry = newEntry(parts, input, scannerId, at, word)
    // The disk's 1 ms runs beside the transaction's first statements; whatever comes of the scan waits for it.
    const durable = journal.append(entry.seq, { v: journalVersion, ...entry })
    durable.catch(() => undefined)
    try {
      await takeTurn(parts, { entry, replay: false, durable }, route)
    } catch (error) {
      if (!(error instanceof NotDurable)) throw error
      // What is not durable is not accepted: the operator reads it again when the disk is well.
      const logId = log('journal.failed', { error: error.cause })
      const code = input.kind === 'code' ? printable(input.text) : ''
      held.announce(verdictOf(entry.scanId, at, code, 'journal-failed', { params: { logId } }))
    }
  }

  function route(turn: OpenTurn): Promise<void> {
    const { input } = turn.entry
    if (router === null) throw new Error('the station has no router yet')
    if (input.kind === 'code') return router.onCode(turn, classify(input.text))
    // The page's own are done by whoever asked for them.
    return input.kind === 'page' ? Promise.resolve() : router.onInput(turn, input)
  }

  return {
    use(next: Router): void {
      router = next
    },

    receive,

    async receiveCode({ text, scannerId }: Pick<ScannedCode, 'text' | 'scannerId'>, at: number): Promise<void> {
      const barcode = classify(text)
      // A badge hidden inside a longer code is masked as well, or its token would lie in the journal.
      const masked = maskBadges(text)
      if (barcode.kind === 'badge') await receiveBadge(barcode.token, masked, scannerId, at)
      else await receive({ kind: 'code', text: masked }, scannerId, at)
    },

    /** What the page asks for is done in its turn, by whoever asked. */
    async takePage(decide: (turn: Turn) => Promise<void>): Promise<void> {
      const entry = newEntry(parts, { kind: 'page' }, 'page', clock.now())
      await takeTurn(parts, { entry, replay: false, durable: Promise.resolve() }, decide)
    },

    async replay(entries: readonly JournalEntry[]): Promise<void> {
      for (const entry of entries) {
        // One entry that cannot be taken in must not keep those after it from being.
        const done = takeTurn(parts, { entry, replay: true, durable: Promise.resolve() }, route)
        await done.catch((error: unknown) => log('station.replay-failed', { seq: entry.seq, error }))
      }
      await journal.trim(Math.max(0, held.memory().seq - journalLength))
    },
  }
}

/** Who with which rights, the plant's settings, where this PC stands: as it is now, not when it is decided again. */
function newEntry(
  { journal, held, actor, workplace, plant }: IntakeParts,
  input: EntryInput,
  scannerId: string,
  at: number,
  word: StationWord | null = held.memory().word,
): JournalEntry {
  return {
    ...{ seq: journal.nextSeq(), scanId: newId(at), at, scannerId, input, word, ids: [newId(at)] },
    actor: actor(),
    workplace: workplace(),
    plant: plant(),
  }
}
