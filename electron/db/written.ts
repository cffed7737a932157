import type { Refusal } from '../../shared/answers.ts'
import type { Params } from '../../shared/result.ts'
import type { Device } from '../../shared/schemas/device.ts'

/** What became of an act. `no-place` asks the caller for another lease; everything else is final. */
export type Written = { readonly kind: 'written'; readonly device: string } | RefusedAct | { readonly kind: 'no-place' }

export interface RefusedAct {
  readonly kind: 'refused'
  readonly word: Refusal
  readonly params: Params
}

/** What ends a transaction of an act without writing. */
export type NotWritten = Exclude<Written, { readonly kind: 'written' }>

/** What a write has to know beside the act. */
export interface WriteTerms {
  /** Resolves when the scan is in the journal: nothing is committed before. */
  readonly durable: Promise<void>
  /** The operator saw it as kept: the order may have been closed since, so its status is looked at again. */
  readonly isLate: boolean
}

/** Where a unit is and who made it: what the operator who came second is told. */
export function whereIs(device: Device): Params {
  return {
    order: device.nro_orden ?? '–',
    lote: device.lote ?? 0,
    linea: device.linea ?? 0,
    puesto: device.puesto ?? 0,
    operator: device.creado_por ?? '–',
    when: device.fecha_creacion?.getTime() ?? 0,
    estado: device.estado,
  }
}

export function written(device: string): Written {
  return { kind: 'written', device }
}

export function refusal(word: Refusal, params: Params): RefusedAct {
  return { kind: 'refused', word, params }
}
