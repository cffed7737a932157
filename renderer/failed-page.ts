import { call } from './api.ts'

/** An error of the page goes to the program's log; the main process cuts, masks and counts. */
export function reportPageFailure(error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  void call('page.failed', { message: message.slice(0, 4000) })
}

export function watchPageFailures(): void {
  window.addEventListener('error', (event) => reportPageFailure(event.error ?? event.message))
  window.addEventListener('unhandledrejection', (event) => reportPageFailure(event.reason))
}
