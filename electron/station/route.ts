import type { Barcode } from '../../shared/domain/barcode/barcode.ts'
import type { Operator } from '../../shared/station/act.ts'
import { factsOf, openedBy, type StationWord } from '../../shared/stations.ts'
import { type AcknowledgeParts, acknowledge } from './acknowledge.ts'
import type { InputWithoutCode, SupervisedInput } from './entry.ts'
import type { Router } from './intake.ts'
import { openFor } from './may-work.ts'
import { offeredNow } from './memory.ts'
import { type OpenStationParts, openStation } from './open-station.ts'
import { type SuperviseParts, supervise } from './supervise.ts'
import type { OpenTurn } from './turn.ts'
import { undo } from './undo.ts'

export interface RouteParts extends AcknowledgeParts, OpenStationParts, SuperviseParts {
  readonly isAway: () => boolean
  readonly signOut: () => void
  /** The printed command: the screen is cleaned. */
  readonly clean: () => void
  /** A badge at this station when no supervisor's act is due: signs in or says why not. */
  readonly badge: (turn: OpenTurn, token: string) => Promise<void>
  readonly supervisorByBadge: (turn: OpenTurn, token: string) => Promise<Operator | null>
}

/**
 * Where a code, key or touch goes: to what every station does alike, or to the slice of the station that is open. What
 * every station does alike has a file each; none names a station.
 */
export function createRouter(parts: RouteParts): Router {
  return {
    onCode: (turn, barcode) => onCode(parts, turn, barcode),
    onInput: (turn, input) => onInput(parts, turn, input),
    onBadge: (turn, token) => onBadge(parts, turn, token),
  }
}

async function onCode(parts: RouteParts, turn: OpenTurn, barcode: Barcode): Promise<void> {
  const { held, runs } = parts
  if (barcode.kind === 'command') {
    await turn.durable
    return onCommand(parts, turn, barcode.command)
  }
  const word = openFor(turn)
  if (word === null) return
  held.change({ offer: null })
  const { standing } = held.memory()
  if (standing !== null) return void turn.answer('acknowledge-first', { params: { word: standing.word } })
  if (lacksDatabase(parts, turn, word)) return void turn.answer('database-away')
  return runs[word].onCode(turn, barcode)
}

async function onInput(parts: RouteParts, turn: OpenTurn, input: InputWithoutCode): Promise<void> {
  await turn.durable
  switch (input.kind) {
    case 'command':
      return onCommand(parts, turn, input.command)
    case 'open':
      return openStation(parts, turn, input.word)
    case 'supervise':
      return supervise(parts, turn, input)
    case 'timer': {
      const { word } = turn.entry
      return word === null ? undefined : parts.runs[word].onTimer?.(turn, input.name)
    }
  }
}

async function onCommand(parts: RouteParts, turn: OpenTurn, command: string): Promise<void> {
  const { held, runs } = parts
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
  if (opens !== null) return openStation(parts, turn, opens)
  // Whoever may work at any station here: the one that the refusal is of may be another's, or no longer offered.
  if (command === 'ACK' && actor !== null && actor.stations.length > 0) return acknowledge(parts, turn)
  const word = openFor(turn)
  if (word === null) return
  held.change({ offer: null })
  if (command === 'UNDO') return undo(parts, turn, null)
  if (runs[word].commands.includes(command)) {
    if (lacksDatabase(parts, turn, word)) return void turn.answer('database-away')
    return runs[word].onCommand(turn, command)
  }
  turn.answer('command-not-here', { params: { command } })
}

async function onBadge(parts: RouteParts, turn: OpenTurn, token: string): Promise<SupervisedInput | null> {
  const offer = offeredNow(parts.held.memory(), turn.entry.at)
  if (offer === null || turn.actor === null) {
    await parts.badge(turn, token)
    return null
  }
  const supervisor = await parts.supervisorByBadge(turn, token)
  return supervisor === null ? null : { kind: 'supervise', supervisor, reason: '', offer }
}

/** A station that does not work without the database; after a crash the entry may be written already. */
function lacksDatabase({ isAway }: RouteParts, { replay }: OpenTurn, word: StationWord): boolean {
  return factsOf(word).offline === 'refuse' && !replay && isAway()
}
