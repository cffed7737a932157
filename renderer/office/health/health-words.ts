import type { TFunction } from 'i18next'
import type { FindingRow, ForeignRow } from '../../../shared/contract/health.ts'
import { keyWith } from '../../i18n/text-key.ts'

/** A stored word in the user's language; one that has none is shown as it stands. */
function stateText(t: TFunction, isOrder: boolean, word: string): string {
  return t(`${isOrder ? 'orderStatus' : 'estado'}.${word}`, { defaultValue: word })
}

/** One finding in a sentence. */
export function findingText(t: TFunction, { kind, label, count, facts }: FindingRow): string {
  const isOrder = kind === 'status-reverted'
  const states =
    kind === 'status-reverted' || kind === 'estado-reverted'
      ? { ours: stateText(t, isOrder, String(facts['ours'])), stored: stateText(t, isOrder, String(facts['stored'])) }
      : kind === 'boxed-not-packed'
        ? { estado: stateText(t, false, String(facts['estado'])) }
        : {}
  const key = (facts['meant'] ?? '') === '' ? kind : `${kind}-meant`
  return t(keyWith(`health.finding.${key}`), { label, count, ...facts, ...states })
}

/** What another program did, in a few words. */
export function foreignText(t: TFunction, { what, ours, stored }: ForeignRow): string {
  const isOrder = what === 'status-reverted'
  return t(`health.foreign.what.${what}`, { ours: stateText(t, isOrder, ours), stored: stateText(t, isOrder, stored) })
}
