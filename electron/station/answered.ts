import { maskBadges } from '../../shared/domain/barcode/command-code.ts'
import type { AnswerKind, Verdict } from '../../shared/station/answer.ts'
import type { RecentScan } from '../../shared/station/state.ts'
import { type AnswerWord, kindOf } from '../../shared/stations.ts'
import type { AnswerExtras } from './slice.ts'

/** Kinds that tell somebody "no". */
export const saysNo: ReadonlySet<AnswerKind> = new Set(['stops', 'passes', 'failed'] as const)

export function verdictOf(scanId: string, at: number, code: string, word: AnswerWord, extras: AnswerExtras): Verdict {
  const kind = kindOf(word)
  return {
    scanId,
    at,
    kind,
    word,
    params: extras.params ?? {},
    code,
    blocks: kind === 'stops' && extras.late !== true,
    ...(extras.warning !== undefined && { warning: extras.warning }),
    ...(extras.offer && { supervisorCan: extras.offer.word }),
  }
}

/** The answer's line in the list of last scans. A "no" that comes late is a conflict. */
export function lineOf({ scanId, at, code, word, kind, params }: Verdict, { subject, late }: AnswerExtras): RecentScan {
  const fate = late === true && saysNo.has(kind) ? 'conflict' : kind
  return { scanId, at, code, word, fate, params, ...(subject && { subject }) }
}

/** The code as it may be shown: badges masked, control characters made visible, cut. */
export function printable(text: string): string {
  const visible = maskBadges(text).replace(/\p{C}/gu, (character) => {
    const point = character.codePointAt(0) ?? 0
    return point < 0x20 ? String.fromCodePoint(0x2400 + point) : '·'
  })
  return visible.length > 80 ? `${visible.slice(0, 79)}…` : visible
}
