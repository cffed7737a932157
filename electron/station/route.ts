import type { Barcode } from '../../shared/domain/barcode/barcode.ts'
import type { AnyAct, UndoAct } from '../../shared/station/act.ts'
import { decideUndo } from '../../shared/station/undo.ts'
import { factsOf, isStationWord, openedBy, type StationWord } from '../../shared/stations.ts'
import type { EntryInput } from './entry.ts'
import { offeredNow } from './memory.ts'
import type { AnyRun, AnySlice } from './slice.ts'
import type { OpenTurn, Router, Station, SupervisedInput } from './station.ts'

export interface RouteParts {
  readonly station: Pick<Station, 'memory' | 'change'>
  readonly slices: Readonly<Record<StationWord, AnySlice>>
  readonly runs: Readonly<Record<StationWord, AnyRun>>
  readonly submit: (turn: OpenTurn, act: AnyAct) => Promise<void>
  /** The stations that this PC offers. */
  readonly offered: () => readonly StationWord[]
  readonly isAway: () => boolean
  readonly signOut: () => void
  readonly clean: () => void
  /** A badge at this station when no supervisor's act is due: signs in or says why not. */
  readonly badge: (turn: OpenTurn, token: string) => Promise<void>
  readonly supervisorByBadge: (turn: OpenTurn, token: string) => Promise<SupervisedInput['supervisor'] | null>
}

/** How long a supervisor's badge would take back another person's act, ms. */
const offerMs = 30_000

/**
 * Where a code, key or touch goes: to what every station does alike, or to the slice of the station that is open. The
 * first is here, whole; it names no station.
 */
export function createRouter(parts: RouteParts): Router {
  const { station, slices, runs } = parts

  /** Whoever may not work here is told so. @returns the station that is open, for whoever may */
  function openFor(turn: OpenTurn): StationWord | null {
    const { actor, entry } = turn
    const { word } = entry
    if (actor === null) turn.answer('not-signed-in')
    else if (word !== null && actor.stations.includes(word)) return word
    else if (word === null && actor.stations.length > 0) turn.answer('no-station-open')
    else turn.answer('no-permission', { params: placeParams(turn, actor.name) })
    return null
  }

  /** A station that does not work without the database; after a crash the entry may be written already. */
  function needsDatabase(word: StationWord, { replay }: OpenTurn): boolean {
    return factsOf(word).offline === 'refuse' && !replay && parts.isAway()
  }

  async function onCode(turn: OpenTurn, barcode: Barcode): Promise<void> {
    if (barcode.kind === 'command') {
      await turn.durable
      return onCommand(turn, barcode.command)
    }
    const word = openFor(turn)
    if (word === null) return
    station.change({ offer: null })
    const { standing } = station.memory()
    if (standing !== null) return void turn.answer('acknowledge-first', { params: { word: standing.word } })
    if (needsDatabase(word, turn)) return void turn.answer('database-away')
    return runs[word].onCode(turn, barcode)
  }

  async function onCommand(turn: OpenTurn, command: string): Promise<void> {
    const { actor, replay } = turn
    // Whoever wipes the screen may be anybody, and what a supervisor's badge was offered for stands.
    if (command === 'CLEAN') {
      // After a crash it would lock a screen that nobody is cleaning any more.
      if (!replay) parts.clean()
      return void turn.answer('cleaning')
    }
    if (command === 'SIGNOUT' && actor !== null) {
      parts.signOut()
      return void turn.answer('signed-out', { params: { operator: actor.name } })
    }
    const opens = openedBy(command)
    if (opens !== null) return open(turn, opens)
    // Whoever may work at any station here: the one that the refusal is of may be another's, or no longer offered.
    if (command === 'ACK' && actor !== null && actor.stations.length > 0) return acknowledge(turn)
    const word = openFor(turn)
    if (word === null) return
    station.change({ offer: null })
    if (command === 'UNDO') return undo(turn, null)
    if (runs[word].commands.includes(command)) {
      if (needsDatabase(word, turn)) return void turn.answer('database-away')
      return runs[word].onCommand(turn, command)
    }
    turn.answer('command-not-here', { params: { command } })
  }

  function acknowledge(turn: OpenTurn): void {
    const { standing, words } = station.memory()
    station.change({ offer: null })
    if (standing === null) return void turn.answer('nothing-to-acknowledge')
    const { of } = standing
    const state = isStationWord(of)
      ? { words: { ...words, [of]: slices[of].state.acknowledged(words[of], standing, turn.entry.at) } }
      : {}
    station.change({ standing: null, ...state })
    turn.answer('acknowledged')
  }

  async function undo(turn: OpenTurn, supervisor: string | null): Promise<void> {
    const { entry, actor } = turn
    const { undoable } = station.memory()
    const decision = decideUndo(undoable, actor, supervisor, entry.at, entry.plant.undoMinutes)
    if (decision.kind === 'refused') {
      const { word, params, offered } = decision
      const offer = offered === undefined ? null : { word: 'undo', facts: { act: offered } }
      if (offer !== null) station.change({ offer: { ...offer, until: entry.at + offerMs } })
      return void turn.answer(word, { params, offer })
    }
    if (actor === null) throw new Error('an act without a person')
    const { employee_id, name } = actor
    const act: UndoAct = {
      ...{ kind: 'undo', act: turn.id(0), at: entry.at, scanId: entry.scanId, word: decision.undoes.word },
      operator: { employee_id, name },
      workplace: entry.workplace,
      undoes: decision.undoes,
      supervisor,
    }
    await parts.submit(turn, act)
  }

  /** A supervisor allows what was offered when his badge was read; good for this one act. */
  async function supervised(turn: OpenTurn, { supervisor, reason, offer }: SupervisedInput): Promise<void> {
    const word = openFor(turn)
    if (word === null) return
    const { standing, undoable } = station.memory()
    station.change({ offer: null })
    if (offer.word === 'undo') {
      const isStillLast = undoable[undoable.length - 1]?.act === actOf(offer.facts)
      return isStillLast ? undo(turn, supervisor.employee_id) : void turn.answer('undo-nothing')
    }
    // What he was asked for is that refusal, and no other that came meanwhile.
    const isStanding = standing !== null && JSON.stringify(standing.offer) === JSON.stringify(offer)
    if (!isStanding || !isStationWord(standing.of)) return void turn.answer('nothing-to-acknowledge')
    station.change({ standing: null })
    return runs[standing.of].onSupervised?.(turn, offer, { supervisor, reason })
  }

  function open(turn: OpenTurn, word: StationWord | null): void {
    const { actor } = turn
    const { standing, words, word: before } = station.memory()
    if (actor === null) return void turn.answer('not-signed-in')
    if (word !== null && !actor.stations.includes(word)) {
      if (!parts.offered().includes(word)) return void turn.answer('station-not-here', { params: { opens: word } })
      return void turn.answer('no-permission', { params: placeParams(turn, actor.name) })
    }
    if (standing !== null) return void turn.answer('acknowledge-first', { params: { word: standing.word } })
    // A station that this PC no longer offers keeps nobody.
    const isHeld = before !== null && before !== word && parts.offered().includes(before)
    const no = isHeld ? runs[before].mayLeave(words[before]) : null
    // A word of the slice's own table.
    if (no !== null) return void turn.answer(no.word as Parameters<typeof turn.answer>[0], { params: no.params })
    station.change({ word, offer: null })
    if (word !== null) turn.answer('station-opened', { params: { opens: word } })
  }

  return {
    onCode,

    async onInput(turn: OpenTurn, input: Exclude<EntryInput, { kind: 'code' | 'page' }>): Promise<void> {
      await turn.durable
      switch (input.kind) {
        case 'command':
          return onCommand(turn, input.command)
        case 'open':
          return open(turn, input.word)
        case 'supervise':
          return supervised(turn, input)
        case 'timer': {
          const { word } = turn.entry
          return word === null ? undefined : runs[word].onTimer?.(turn, input.name)
        }
      }
    },

    async onBadge(turn: OpenTurn, token: string): Promise<SupervisedInput | null> {
      const offer = offeredNow(station.memory(), turn.entry.at)
      if (offer === null || turn.actor === null) {
        await parts.badge(turn, token)
        return null
      }
      const supervisor = await parts.supervisorByBadge(turn, token)
      return supervisor === null ? null : { kind: 'supervise', supervisor, reason: '', offer }
    },
  }
}

function placeParams({ entry }: OpenTurn, operator: string): Record<string, string | number> {
  const { linea, puesto } = entry.workplace
  return { operator, linea: linea ?? '–', puesto: puesto ?? '–' }
}

function actOf(facts: unknown): unknown {
  return typeof facts === 'object' && facts !== null && 'act' in facts ? facts.act : null
}
