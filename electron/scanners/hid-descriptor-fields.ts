/** A usage with its page: page << 16 | id. */
export type Usage = number

/** A piece of an input report that the descriptor gives a meaning. Bits from the report's start, its id included. */
export interface ReportField {
  readonly usage: Usage
  readonly bit: number
  readonly bits: number
}

export interface InputReport {
  /** `null` for a device whose reports have no ids. */
  readonly id: number | null
  /** The top-level collection it stands in. */
  readonly application: Usage
  readonly bits: number
  readonly fields: readonly ReportField[]
}

// HID 1.11, 6.2.2.4 to 6.2.2.8: the short items that say where a field lies, without their size.
const inputItem = 0x80
const outputItem = 0x90
const featureItem = 0xb0
const collectionItem = 0xa0
const endCollectionItem = 0xc0
const usagePageItem = 0x04
const reportSizeItem = 0x74
const reportIdItem = 0x84
const reportCountItem = 0x94
const pushItem = 0xa4
const popItem = 0xb4
const usageItem = 0x08
const usageMinimumItem = 0x18
const usageMaximumItem = 0x28
const longItem = 0xfe

const constantField = 0x01
const variableField = 0x02
/** No report of a scanner is as long; a descriptor that says so is broken, and not to be walked through. */
const longestReportBits = 8 * 4096
const mostUsages = 0x100
const deepestPush = 16

interface Globals {
  readonly usagePage: number
  readonly reportSize: number
  readonly reportCount: number
  readonly reportId: number | null
}

type GrowingReport = { -readonly [Name in keyof InputReport]: InputReport[Name] } & { fields: ReportField[] }

/** The input reports that a report descriptor tells of (HID 1.11, 6.2.2), in its order. Any bytes end in an answer. */
export function inputReportsOf(descriptor: Uint8Array): readonly InputReport[] {
  let globals: Globals = { usagePage: 0, reportSize: 0, reportCount: 0, reportId: null }
  const pushed: Globals[] = []
  let usages: Usage[] = []
  let minimum: Usage | null = null
  let depth = 0
  let application: Usage = 0
  const reports = new Map<number | null, GrowingReport>()

  function addInput(flags: number): void {
    const { reportId: id, reportSize, reportCount } = globals
    const report = reports.get(id) ?? { id, application, bits: id === null ? 0 : 8, fields: [] }
    reports.set(id, report)
    const bit = report.bits
    report.bits = Math.min(bit + reportSize * reportCount, longestReportBits)
    if ((flags & constantField) !== 0) return
    // In an array every field holds one of the usages, so none has a place of its own.
    const each = (flags & variableField) === 0 ? usages.slice(0, 1) : usages.slice(0, reportCount)
    for (const [index, usage] of each.entries()) {
      const start = bit + index * reportSize
      // The last usage is that of all fields that are left.
      const end = index === each.length - 1 ? report.bits : start + reportSize
      if (end > start && end <= report.bits) report.fields.push({ usage, bit: start, bits: end - start })
    }
  }

  for (const { tag, value, size } of itemsOf(descriptor)) {
    // A usage of four bytes names its page itself.
    const usage = (size === 4 ? value : globals.usagePage * 0x1_0000 + value) as Usage
    switch (tag) {
      case usagePageItem:
        globals = { ...globals, usagePage: value % 0x1_0000 }
        continue
      case reportSizeItem:
        globals = { ...globals, reportSize: value }
        continue
      case reportCountItem:
        globals = { ...globals, reportCount: value }
        continue
      case reportIdItem:
        globals = { ...globals, reportId: value % 0x100 }
        continue
      case pushItem:
        if (pushed.length < deepestPush) pushed.push(globals)
        continue
      case popItem:
        globals = pushed.pop() ?? globals
        continue
      case usageItem:
        if (usages.length < mostUsages) usages.push(usage)
        continue
      case usageMinimumItem:
        minimum = usage
        continue
      case usageMaximumItem:
        for (let next = minimum ?? usage; next <= usage && usages.length < mostUsages; next++) usages.push(next)
        minimum = null
        continue
      case collectionItem:
        if (depth === 0) application = usages[0] ?? 0
        depth += 1
        break
      case endCollectionItem:
        depth = Math.max(0, depth - 1)
        break
      case inputItem:
        addInput(value)
        break
      case outputItem:
      case featureItem:
        break
      default:
        continue
    }
    // After each main item.
    usages = []
    minimum = null
  }
  return [...reports.values()]
}

interface Item {
  readonly tag: number
  /** Unsigned. */
  readonly value: number
  /** Bytes of the value. */
  readonly size: number
}

function* itemsOf(descriptor: Uint8Array): Generator<Item> {
  const view = new DataView(descriptor.buffer, descriptor.byteOffset, descriptor.byteLength)
  for (let at = 0; at < descriptor.length; ) {
    const prefix = view.getUint8(at)
    if (prefix === longItem) {
      at += 3 + (at + 1 < descriptor.length ? view.getUint8(at + 1) : 0)
      continue
    }
    const size = [0, 1, 2, 4][prefix & 0x03] ?? 0
    if (at + 1 + size > descriptor.length) return
    let value = 0
    for (let index = size; index > 0; index--) value = value * 0x100 + view.getUint8(at + index)
    yield { tag: prefix & 0xfc, value, size }
    at += 1 + size
  }
}
