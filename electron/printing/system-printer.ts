import type { PaperSize } from '../labels/page.ts'
import { LabelFailedError } from './label-failed.ts'

export type LabelSize = Exclude<PaperSize, 'A4'>

/** A printer as the system lists it. */
export interface ListedPrinter {
  /** The system's own name. */
  readonly name: string
  /** What people call it. */
  readonly label: string
  /** Electron 36 and newer do not say. */
  readonly isDefault: boolean
  /** Whatever the system tells: by CUPS a state, by Windows nothing of it. */
  readonly options: Readonly<Record<string, unknown>>
}

/** How labels get on paper; Electron's side of it is an adapter. */
export interface LabelPaper {
  readonly printers: () => Promise<readonly ListedPrinter[]>
  readonly pdf: (html: string, size: LabelSize) => Promise<Buffer>
  /** @param printer empty: the system's default. @throws `LabelFailedError` where the system refuses. */
  readonly print: (html: string, size: LabelSize, printer: string) => Promise<void>
  readonly close: () => void
}

/**
 * Prints on the named printer, or on the default one. The system takes a page for a printer that refuses it or stands
 * still, and says nothing: so the printer is looked at first.
 * @throws `LabelFailedError`
 */
export async function printOn(paper: LabelPaper, printer: string, html: string, size: LabelSize): Promise<void> {
  const there = await paper.printers()
  if (there.length === 0) throw new LabelFailedError('no-printer', 'the system has no printer')
  const chosen = printer === '' ? defaultAmong(there) : there.find(({ name }) => name === printer)
  if (printer !== '' && chosen === undefined) throw new LabelFailedError('printer-unknown', `no printer ${printer}`)
  const options = chosen?.options ?? {}
  const state = printerState(options)
  if (state === 'refuses') throw new LabelFailedError('printer-refuses', `${chosen?.name} accepts no jobs`)
  await paper.print(html, size, printer)
  // Its queue holds the page and prints it once somebody has looked after it.
  if (state === 'stopped') throw new LabelFailedError('printer-stopped', reasonsOf(options))
}

/** Undefined where it is not known: the system prints on it all the same. */
function defaultAmong(printers: readonly ListedPrinter[]): ListedPrinter | undefined {
  return printers.find(({ isDefault }) => isDefault) ?? (printers.length === 1 ? printers[0] : undefined)
}

/** RFC 8011, 5.4.11 and 5.4.12: a stopped printer, or a reason that keeps it from printing until somebody mends it. */
export function printerState(options: ListedPrinter['options']): 'ready' | 'refuses' | 'stopped' {
  if (options['printer-is-accepting-jobs'] === 'false') return 'refuses'
  const isStopped = options['printer-state'] === '5' || /(?:^|,)(?:offline|[a-z-]+-error\b)/.test(reasonsOf(options))
  return isStopped ? 'stopped' : 'ready'
}

function reasonsOf(options: ListedPrinter['options']): string {
  return String(options['printer-state-reasons'] ?? '')
}
