import type { Operator } from '../../shared/station/act.ts'
import type { Turn } from '../station/slice.ts'
import type { Session } from './session.ts'

/** A badge read twice by a nervous hand would sign out again: within this time the second reading is none, ms. */
export const badgeAgainMs = 3000

/** What a badge does when no supervisor's act is due: it signs in, takes over, or signs its own person out. */
export function badgeAnswer(session: Pick<Session, 'signInWithBadge'>) {
  let last = { token: '', at: 0 }
  return async (turn: Turn, token: string): Promise<void> => {
    const { at } = turn.entry
    if (token === last.token && at - last.at < badgeAgainMs) return
    last = { token, at }
    const answer = await session.signInWithBadge(token)
    switch (answer.kind) {
      case 'signed-in':
      case 'signed-out':
        turn.answer(answer.kind, { params: { operator: answer.who.name } })
        return
      case 'refused':
        turn.answer(answer.word, { params: answer.params })
        return
      case 'failed':
        turn.answer('database-away')
    }
  }
}

/** Whose badge it is that an act of the station asked for; null where it does not count, which is said. */
export function supervisorAnswer(session: Pick<Session, 'supervisorByBadge'>) {
  return async (turn: Turn, token: string): Promise<Operator | null> => {
    const answer = await session.supervisorByBadge(token)
    if (answer.kind === 'supervisor') return answer.who
    turn.answer(answer.kind === 'failed' ? 'database-away' : answer.word)
    return null
  }
}
