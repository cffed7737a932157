import type { Verdict } from '../shared/answers.ts'
import type { Session } from './session.ts'
import { type Person, supervising, type Turn } from './station.ts'

/** A badge read twice by a nervous hand would sign out again: within this time the second reading is none, ms. */
export const doubleReadMs = 3000

/** What a badge does when no supervisor's act is due: it signs in, takes over, or signs its own person out. */
export function badgeAnswer(session: Pick<Session, 'signInWithBadge'>) {
  let last = { token: '', at: 0 }
  return async (turn: Turn, token: string): Promise<void> => {
    const { at } = turn.entry
    if (token === last.token && at - last.at < doubleReadMs) return
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

/** The badge that an act of the station asked for: whose it is, or the word that says why it does not count. */
export function supervisorAnswer(session: Pick<Session, 'supervisorByBadge'>) {
  return async (token: string): Promise<{ readonly person: Person } | { readonly word: Verdict['word'] }> => {
    const answer = await session.supervisorByBadge(token)
    if (answer.kind === 'failed') return { word: 'database-away' }
    if (answer.kind === 'refused') return { word: answer.word }
    return { person: supervising(answer.who) }
  }
}
