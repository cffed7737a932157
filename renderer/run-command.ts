import type { CallInput, CommandName } from '../shared/contract/index.ts'
import { call } from './api.ts'
import { noticeOf } from './notices.ts'
import { playSound } from './sounds.ts'
import { pageStore } from './state.ts'
import { noticeFor } from './station/notice-for.ts'
import { stationNow } from './station-time.ts'

/**
 * Sends a command of which the operator sees nothing but the verdict; a failure goes to the same banner.
 * @returns whether it was taken
 */
export async function runCommand<Name extends CommandName>(name: Name, input: CallInput<Name>): Promise<boolean> {
  const answer = await call(name, input)
  if (answer.ok) return true
  const notice = noticeOf(answer.error)
  pageStore.setState({ shown: { kind: 'failure', notice, at: stationNow() } })
  playSound(noticeFor(notice.word).sound, pageStore.getState().app?.volume ?? 100)
  return false
}
