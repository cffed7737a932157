import type { PlantSettings } from '../../shared/settings.ts'
import type { AnyAct, Workplace } from '../../shared/station/act.ts'
import { isStationWord } from '../../shared/stations.ts'
import type { Clock } from '../clock/clock.ts'
import type { DatabaseLink } from '../database/database-link.ts'
import type { Log } from '../log/log.ts'
import type { LabelledUnit } from '../printing/unit-labels.ts'
import type { HeldMemory } from './held-memory.ts'
import type { Known } from './known.ts'
import type { Numbers } from './numbers.ts'
import type { AnySlice, Turn } from './slice.ts'
import type { Station } from './station.ts'
import type { OpenTurn } from './turn.ts'
import type { Writer } from './writer.ts'

export interface CoreParts {
  readonly slice: AnySlice
  readonly station: Pick<Station, 'later' | 'inTurn' | 'input'>
  readonly held: Pick<HeldMemory, 'memory' | 'change'>
  readonly writer: Writer
  readonly link: Pick<DatabaseLink, 'isAway' | 'missingIndexes'>
  readonly clock: Clock
  readonly log: Log
  readonly plant: () => PlantSettings
  readonly workplace: () => Workplace
  readonly known: Known
  readonly numbers: Numbers
  readonly submit: (turn: OpenTurn, act: AnyAct, warning?: string) => Promise<void>
  readonly unitLabel: ((unit: LabelledUnit) => void) | undefined
}

/** What one slice sees of the core: its own state, and nothing of the other slices. */
export function createCore(parts: CoreParts): Parameters<AnySlice['open']>[0] {
  const { station, held, writer, clock, log, plant, workplace, link } = parts
  const { word } = parts.slice
  if (!isStationWord(word)) throw new Error(`no row of the table: ${word}`)
  const state = (): unknown => held.memory().words[word]
  return {
    ...{ clock, log, plant, workplace, link },
    state,
    change(part) {
      const { words } = held.memory()
      held.change({ words: { ...words, [word]: { ...(state() as object), ...part } } }) // a slice's state is an object
    },
    standing: () => held.memory().standing,
    unstand: () => held.change({ standing: null }),
    // Turns are made by the station alone.
    submit: (turn, act, extras) => parts.submit(turn as OpenTurn, act, extras?.warning),
    actBase({ entry, actor, id }: Turn) {
      if (actor === null) throw new Error('an act without a person')
      const { employee_id, name } = actor
      const { at, scanId, workplace: place } = entry
      return { act: id(0), at, scanId, operator: { employee_id, name }, workplace: place }
    },
    waiting: writer.waiting,
    onSession: writer.onSession,
    later: station.later,
    inTurn: station.inTurn,
    timer: (name) => station.input({ kind: 'timer', name }, word),
    numbers: parts.numbers,
    known: parts.known,
    unitLabel: (unit) => parts.unitLabel?.(unit),
  }
}
