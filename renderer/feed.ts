import { flushSync } from 'react-dom'
import type { AppState } from '../shared/state.ts'
import type { Verdict } from '../shared/station/answer.ts'
import type { StationState } from '../shared/stations.ts'
import { on } from './api.ts'
import { setLanguage } from './i18n/index.ts'
import { receive } from './reception.ts'
import { scannersStore } from './scanners/store.ts'
import { chooseSounds, playSound } from './sounds.ts'
import { pageStore, shownAt } from './state.ts'
import { noticeFor } from './station/notice-for.ts'
import { stationStore } from './station/store.ts'
import { applyTheme } from './theme.ts'

/** Scans that were answered amber and wait for their second answer. */
const keptScans = new Set<string>()

/** Feeds the stores from the main process's events. Call once, before `page.ready`. */
export function feedStores(): void {
  on('app.state', takeApp)
  on('station.state', takeStation)
  on('station.verdict', takeVerdict)
  on('scanners.view', (view) => scannersStore.setState({ view }))
  on('program.failed', ({ logId }) => pageStore.setState({ failedLogId: logId }))
}

function takeApp(app: AppState): void {
  setLanguage(app.language)
  applyTheme(app.theme, app.screen.systemContrast)
  chooseSounds(app.soundSet)
  const before = pageStore.getState().app
  pageStore.setState({ app })
  // However it came about: by hand, badge or barcode, by waiting too long, or from outside.
  const person = app.session?.employeeId
  if (before !== null && before.session?.employeeId !== person) {
    playSound(person === undefined ? 'signed-out' : 'signed-in', app.volume)
  } else if (before !== null && before.labelTrouble === null && app.labelTrouble !== null && person !== undefined) {
    // Once, not for each label of a printer that is off: the verdicts' own sounds go on meanwhile.
    playSound('not-now', app.volume)
  }
}

function takeStation(station: StationState): void {
  stationStore.setState({ station })
  const { shown } = pageStore.getState()
  // After a reload the page has seen no verdict: the state brings the newest one, without its sound.
  if (station.last !== null && (shown === null || shownAt(shown) < station.last.at)) {
    pageStore.setState({ shown: { kind: 'verdict', verdict: station.last } })
  }
}

/** The way of a scan ends here: painted in the next frame, sound after the commit. */
function takeVerdict(verdict: Verdict): void {
  const { shown, app } = pageStore.getState()
  const reception = receive(verdict, shown, keptScans.delete(verdict.scanId))
  if (verdict.kind === 'kept') keptScans.add(verdict.scanId)
  if (reception.isShown) flushSync(() => pageStore.setState({ shown: { kind: 'verdict', verdict } }))
  // Signing in and out sounds with the session itself, in takeApp.
  const isSession = verdict.word === 'signed-in' || verdict.word === 'signed-out'
  if (reception.isHeard && !isSession) playSound(noticeFor(verdict.word).sound, app?.volume ?? 100)
}
