import type { Actor } from '../../shared/station/act.ts'
import type { StationWord } from '../../shared/stations.ts'
import type { OpenTurn } from './turn.ts'

/** Whoever may not work here is told so. @returns the station that is open, for whoever may */
export function openFor(turn: OpenTurn): StationWord | null {
  const { actor, entry } = turn
  const { word } = entry
  if (actor === null) turn.answer('not-signed-in')
  else if (word !== null && actor.stations.includes(word)) return word
  else if (word === null && actor.stations.length > 0) turn.answer('no-station-open')
  else answerNoPermission(turn, actor)
  return null
}

export function answerNoPermission(turn: OpenTurn, { name }: Actor): void {
  const { linea, puesto } = turn.entry.workplace
  turn.answer('no-permission', { params: { operator: name, linea: linea ?? '–', puesto: puesto ?? '–' } })
}
