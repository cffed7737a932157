import { call } from './api.ts'
import { pageStore } from './state.ts'

/** Keys and touches put off the automatic sign-out at most this often, ms. */
const stayEvery = 10_000

let lastStay = 0

/** Tells the main process that the person is there. Scans need no telling: the main process reads them itself. */
export function watchActivity(): void {
  window.addEventListener('pointerdown', stay, { capture: true, passive: true })
  window.addEventListener('keydown', stay, { capture: true, passive: true })
}

function stay(): void {
  const now = Date.now()
  if (now - lastStay < stayEvery || (pageStore.getState().app?.session ?? null) === null) return
  lastStay = now
  void call('session.stay', {})
}
