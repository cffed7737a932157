import { codeText } from './code-text.ts'
import { type FrameEvent, type Framer, longestFrame } from './framing.ts'
import { layoutOfReport, type ReportLayout } from './hid-report-descriptor.ts'

/**
 * A pause inside a code that goes over several reports, ms. A wired scanner sends one in 1 to 10 ms; a cordless one may
 * have to repeat itself to its base.
 */
const interReportMs = 500

/**
 * Reports in, codes out; no clock and no device. The AIM id stands in front of a code's text, as a serial scanner sends it
 * that is set to do so.
 */
export function createReportReader(layout: ReportLayout): Framer {
  let pending: number[] = []
  let aim = ''
  let isContinued = false
  /** The rest of a code that is thrown away, up to its last report. */
  let isDiscarding = false
  let lastAt = 0

  function begin(): void {
    pending = []
    aim = ''
    isContinued = false
    isDiscarding = false
  }

  function discard(reason: 'too-long' | 'incomplete', more: boolean): FrameEvent[] {
    const isFirst = !isDiscarding
    begin()
    isContinued = more
    isDiscarding = more
    return isFirst ? [{ kind: 'discarded', reason }] : []
  }

  function take(report: Uint8Array): FrameEvent[] {
    const { id, continued } = layout
    if (id !== null && report[0] !== id) return []
    const more = continued !== null && ((report[continued.at] ?? 0) & continued.mask) !== 0
    const piece = pieceOf(report, layout, more)
    if (isDiscarding || piece === null) return discard('incomplete', more)
    // Every report of a code has its AIM id: this one is of another, and the end of the one before was lost.
    const lost = isContinued && piece.aim !== aim ? drop() : []
    aim = piece.aim
    pending.push(...piece.data)
    if (pending.length > longestFrame) return [...lost, ...discard('too-long', more)]
    isContinued = more
    return more ? lost : [...lost, ...complete()]
  }

  function complete(): FrameEvent[] {
    const text = codeText(pending)
    // A scanner that is also set to transmit the AIM id has it in its data.
    const code = text.startsWith(aim) ? text : aim + text
    begin()
    return text === '' ? [] : [{ kind: 'code', text: code }]
  }

  function drop(): FrameEvent[] {
    const events: FrameEvent[] = isContinued && !isDiscarding ? [{ kind: 'discarded', reason: 'incomplete' }] : []
    begin()
    return events
  }

  return {
    push(report, at) {
      lastAt = at
      return take(report)
    },
    expire: (at) => (isContinued && at - lastAt >= interReportMs ? drop() : []),
    expiresAt: () => (isContinued ? lastAt + interReportMs : null),
    reset: drop,
  }
}

/**
 * The scan's part in one report, or `null` where the report is none: too short, or longer inside than outside.
 * @param more another one follows: this one is full
 */
function pieceOf(
  report: Uint8Array,
  usual: ReportLayout,
  more: boolean,
): { readonly data: Uint8Array; readonly aim: string } | null {
  const layout = layoutOfReport(report, usual)
  const room = report.subarray(layout.data, layout.data + layout.dataBytes)
  const length = layout.length === null ? null : (report[layout.length] ?? 0)
  if (room.length === 0 || (length !== null && length > room.length)) return null
  const data = length !== null ? room.subarray(0, length) : more ? room : withoutPadding(room)
  const at = layout.symbology
  const aim = at === null ? '' : String.fromCharCode(...report.subarray(at, at + 3))
  return { data, aim: /^\][A-Za-z][0-9A-Za-z]$/.test(aim) ? aim : '' }
}

function withoutPadding(data: Uint8Array): Uint8Array {
  let end = data.length
  while (end > 0 && data[end - 1] === 0) end -= 1
  return data.subarray(0, end)
}
