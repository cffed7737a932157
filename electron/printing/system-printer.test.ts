import { describe, expect, it } from 'vitest'
import { type LabelTroubleReason, labelTroubles } from '../../shared/label-printing.ts'
import { LabelFailedError, labelFailure } from './label-failed.ts'
import { type ListedPrinter, printerState, printOn } from './system-printer.ts'

const size = { widthMm: 80, heightMm: 48 }

/** As CUPS lists one. */
function listed(name: string, options: Readonly<Record<string, string>> = {}, isDefault = false): ListedPrinter {
  const ready = { 'printer-is-accepting-jobs': 'true', 'printer-state': '3', 'printer-state-reasons': 'none' }
  return { name, label: name, isDefault, options: { ...ready, ...options } }
}

async function printed(there: readonly ListedPrinter[], printer: string) {
  const sent: string[] = []
  const paper = {
    printers: async () => there,
    pdf: async () => Buffer.from(''),
    print: async (_html: string, _size: typeof size, on: string) => void sent.push(on),
    close: () => undefined,
  }
  const why: LabelTroubleReason | null = await printOn(paper, printer, '<html>', size).then(
    () => null,
    (error: unknown) => labelFailure(error),
  )
  return { sent, why }
}

describe('printing on the printer of the settings', () => {
  it.each<[string, readonly ListedPrinter[], string, { sent: string[]; why: LabelTroubleReason | null }]>([
    ['named and there', [listed('A'), listed('B')], 'B', { sent: ['B'], why: null }],
    ["the system's default", [listed('A'), listed('B', {}, true)], '', { sent: [''], why: null }],
    ['a default that is not known', [listed('A'), listed('B')], '', { sent: [''], why: null }],
    ['none on this PC', [], '', { sent: [], why: 'no-printer' }],
    ['none on this PC, and one named', [], 'A', { sent: [], why: 'no-printer' }],
    ['another than those there', [listed('A')], 'B', { sent: [], why: 'printer-unknown' }],
    [
      'one that takes nothing',
      [listed('A', { 'printer-is-accepting-jobs': 'false' })],
      'A',
      { sent: [], why: 'printer-refuses' },
    ],
    [
      'the only one, which stands still',
      [listed('A', { 'printer-state': '5' })],
      '',
      { sent: [''], why: 'printer-stopped' },
    ],
    ["Windows', which says nothing", [{ ...listed('A'), options: {} }], 'A', { sent: ['A'], why: null }],
  ])('%s', async (_what, there, printer, expected) => {
    expect(await printed(there, printer)).toEqual(expected)
  })

  it.each([
    ['none', 'ready'],
    ['media-low-warning', 'ready'],
    ['toner-low-report,media-empty-error', 'stopped'],
    ['offline-report', 'stopped'],
    ['cups-waiting-for-job-completed', 'ready'],
  ])('a printer whose reasons are %s is %s', (reasons, state) => {
    expect(printerState({ 'printer-state-reasons': reasons })).toBe(state)
  })
})

describe('why a label was not printed', () => {
  const withCode = (code: string) => Object.assign(new Error(code), { code })

  it.each([
    [new LabelFailedError('no-printer', ''), 'no-printer'],
    [withCode('ETIMEDOUT'), 'time-out'],
    [withCode('ENOSPC'), 'disk-full'],
    [withCode('EACCES'), 'folder-not-writable'],
    [new Error('the page crashed'), 'label-failed'],
    ['thrown as text', 'label-failed'],
  ])('%s: %s', (error, why) => {
    expect(labelFailure(error)).toBe(why)
    expect(labelTroubles).toContain(why)
  })
})
