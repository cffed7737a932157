import type { Pairing } from '../schemas/stored-words.ts'

export type HalfKind = 'imei' | 'iccid'

/** The first code of a pair, waiting for its partner. */
export interface Half {
  readonly kind: HalfKind
  readonly code: string
  readonly at: number
  readonly warning?: 'iccid-check-digit' | 'imei-check-digit' | undefined
}

export interface Unit {
  readonly imei: string
  readonly iccid: string | null
}

/** What a single code means for the pair that is being read. */
export type PairingStep =
  | { readonly kind: 'unit'; readonly unit: Unit }
  | { readonly kind: 'waits' }
  | { readonly kind: 'read-again' }
  | {
      readonly kind: 'refused'
      readonly word:
        | 'second-imei-while-iccid-due'
        | 'second-iccid-while-imei-due'
        | 'imei-expected-first'
        | 'iccid-expected-first'
        | 'pair-expected'
    }

/**
 * Joins codes to units. Across codes the order is fixed: with free order one unread label would shift every later
 * pair by one, and each unit would get its neighbour's SIM without anybody noticing.
 */
export function pairingStep(pairing: Pairing, half: Half | null, kind: HalfKind, code: string): PairingStep {
  switch (pairing) {
    case 'imei':
      return kind === 'imei'
        ? { kind: 'unit', unit: { imei: code, iccid: null } }
        : { kind: 'refused', word: 'imei-expected-first' }
    case 'pair':
      return { kind: 'refused', word: 'pair-expected' }
    case 'imei-then-iccid':
    case 'iccid-then-imei': {
      const first: HalfKind = pairing === 'imei-then-iccid' ? 'imei' : 'iccid'
      if (half === null) {
        if (kind === first) return { kind: 'waits' }
        return { kind: 'refused', word: first === 'imei' ? 'imei-expected-first' : 'iccid-expected-first' }
      }
      if (kind === half.kind) {
        if (code === half.code) return { kind: 'read-again' }
        return {
          kind: 'refused',
          word: kind === 'imei' ? 'second-imei-while-iccid-due' : 'second-iccid-while-imei-due',
        }
      }
      return {
        kind: 'unit',
        unit: kind === 'iccid' ? { imei: half.code, iccid: code } : { imei: code, iccid: half.code },
      }
    }
  }
}
