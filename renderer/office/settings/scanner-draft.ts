import type { CallInput } from '../../../shared/contract/index.ts'
import type { HidNaming } from '../../../shared/domain/hid-naming.ts'
import type { ScannerSettings } from '../../../shared/scanner-settings.ts'
import {
  interByteRange,
  type KeyboardLayout,
  type parities,
  scannerIdForm,
  scannerLengths,
  type Terminator,
  terminators,
} from '../../../shared/setting-values.ts'
import { type FieldError, type FormReading, hasErrors, onlyErrors } from '../field-error.ts'
import { wholeNumberWithin } from '../whole-number.ts'
import { readControlText, shownControlText } from './control-text.ts'

export type SavedScanner = CallInput<'settings.saveWorkstation'>['scanners'][number]

/** In the order in which they are offered; `keyboardLayouts` has the order in which they are tried. */
export const offeredLayouts = ['us', 'es', 'uk', 'de'] as const satisfies readonly KeyboardLayout[]
export const commonBaudRates = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200] as const

/** One scanner as typed. What belongs to the other kind is kept while the form is open, and not sent. */
export interface ScannerDraft {
  readonly id: string
  readonly kind: ScannerSettings['kind']
  readonly path: string
  readonly baudRate: number
  readonly dataBits: 7 | 8
  readonly parity: (typeof parities)[number]
  readonly stopBits: 1 | 2
  readonly terminators: readonly Terminator[]
  /** As shown: control characters written out. */
  readonly prefix: string
  readonly suffix: string
  readonly interByteMs: string
  readonly layout: KeyboardLayout
  /** `0C2E:0B81`, `0C2E` or nothing, as every system shows the two numbers of a USB device. */
  readonly usbIds: string
  readonly serialNumber: string
  readonly port: string
}
export type ScannerField =
  | 'id'
  | 'path'
  | 'usbIds'
  | 'serialNumber'
  | 'port'
  | 'terminators'
  | 'prefix'
  | 'suffix'
  | 'interByteMs'

/** A new scanner as they come from the factory, under a name that none of `others` has. */
export function newScanner(kind: ScannerDraft['kind'], others: readonly ScannerDraft[]): ScannerDraft {
  const taken = new Set(others.map((other) => other.id))
  let number = 1
  while (taken.has(`${kind}-${number}`)) number += 1
  return {
    id: `${kind}-${number}`,
    kind,
    path: '',
    baudRate: 9600,
    dataBits: 8,
    parity: 'none',
    stopBits: 1,
    terminators,
    prefix: '',
    suffix: '',
    interByteMs: '200',
    layout: 'us',
    usbIds: '',
    serialNumber: '',
    port: '',
  }
}

/** What of a draft says which HID POS scanner it is. */
export function shownNaming({ vendorId, productId, serialNumber = '', port = '' }: HidNaming) {
  const hex = (number: number) => number.toString(16).toUpperCase().padStart(4, '0')
  return {
    usbIds: [vendorId, productId].flatMap((each) => (each === undefined ? [] : [hex(each)])).join(':'),
    serialNumber,
    port,
  }
}

export function scannerDraft(scanner: ScannerSettings): ScannerDraft {
  const start = { ...newScanner(scanner.kind, []), id: scanner.id }
  if (scanner.kind === 'hid') return { ...start, ...shownNaming(scanner) }
  const around = { prefix: shownControlText(scanner.prefix ?? ''), suffix: shownControlText(scanner.suffix ?? '') }
  if (scanner.kind === 'keyboard') return { ...start, ...around, layout: scanner.layout }
  const { path, baudRate, dataBits, parity, stopBits, terminators, interByteMs } = scanner
  return {
    ...start,
    ...around,
    path,
    baudRate,
    dataBits,
    parity,
    stopBits,
    terminators,
    interByteMs: String(interByteMs),
  }
}

/** Reads one scanner. What passes here passes the schema as well: both are made of the same forms. */
export function readScanner(
  draft: ScannerDraft,
  others: readonly ScannerDraft[],
): FormReading<SavedScanner, ScannerField> {
  const id = draft.id.trim()
  const isSerial = draft.kind === 'serial'
  const isHid = draft.kind === 'hid'
  const path = draft.path.trim()
  const prefix = readControlText(draft.prefix)
  const suffix = readControlText(draft.suffix)
  const usbIds = readUsbIds(draft.usbIds)
  const serialNumber = draft.serialNumber.trim()
  const port = draft.port.trim()
  const interByteMs = wholeNumberWithin(draft.interByteMs, interByteRange)
  const errors = onlyErrors<ScannerField>({
    id: idError(id, others),
    path:
      isSerial && (path === '' || path.length > scannerLengths.path)
        ? { key: 'office.settings.errors.path' }
        : undefined,
    terminators:
      isSerial && draft.terminators.length === 0 && draft.suffix === ''
        ? { key: 'office.settings.errors.terminators' }
        : undefined,
    usbIds: isHid && usbIds === null ? { key: 'office.settings.errors.usbIds' } : undefined,
    serialNumber:
      isHid && serialNumber.length > scannerLengths.serialNumber
        ? { key: 'office.settings.errors.serialNumber' }
        : undefined,
    port: isHid && port.length > scannerLengths.port ? { key: 'office.settings.errors.port' } : undefined,
    prefix: isHid ? undefined : affixError(prefix),
    suffix: isHid ? undefined : affixError(suffix),
    interByteMs:
      isSerial && interByteMs === null
        ? { key: 'office.settings.errors.range', params: { ...interByteRange } }
        : undefined,
  })
  if (hasErrors(errors)) return { ok: false, errors }

  if (isHid) {
    const named = { ...usbIds, ...(serialNumber !== '' && { serialNumber }), ...(port !== '' && { port }) }
    return { ok: true, value: { id, kind: 'hid', ...named } }
  }
  const around = {
    ...(prefix !== null && prefix !== '' && { prefix }),
    ...(suffix !== null && suffix !== '' && { suffix }),
  }
  if (!isSerial) return { ok: true, value: { id, kind: 'keyboard', layout: draft.layout, ...around } }
  const { baudRate, dataBits, parity, stopBits, terminators } = draft
  return {
    ok: true,
    value: {
      id,
      kind: 'serial',
      path,
      baudRate,
      dataBits,
      parity,
      stopBits,
      terminators: [...terminators],
      ...(interByteMs !== null && { interByteMs }),
      ...around,
    },
  }
}

function idError(id: string, others: readonly ScannerDraft[]): FieldError | undefined {
  if (!scannerIdForm.test(id)) return { key: 'office.settings.errors.scannerId' }
  return others.some((other) => other.id.trim() === id) ? { key: 'office.settings.errors.scannerTaken' } : undefined
}

/** Nothing means any scanner; `null` where it is neither. */
function readUsbIds(shown: string): HidNaming | null {
  if (shown.trim() === '') return {}
  const [, vendor, product] = /^([0-9A-F]{4})(?::([0-9A-F]{4}))?$/i.exec(shown.trim()) ?? []
  if (vendor === undefined) return null
  return {
    vendorId: Number.parseInt(vendor, 16),
    ...(product !== undefined && { productId: Number.parseInt(product, 16) }),
  }
}

function affixError(text: string | null): FieldError | undefined {
  return text === null || text.length > scannerLengths.affix ? { key: 'office.settings.errors.affix' } : undefined
}
