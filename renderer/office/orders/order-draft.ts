import type { CallInput } from '../../../shared/contract/index.ts'
import { newOrderLimits } from '../../../shared/domain/new-order-limits.ts'
import {
  iccidPrefixDigits,
  orderNumberForm,
  signNotOfOrderNumber,
  tacDigits,
} from '../../../shared/schemas/stored-forms.ts'
import type { Inspection, OrderPriority, Pairing } from '../../../shared/schemas/stored-words.ts'
import type { PlantLine } from '../../../shared/workplace.ts'
import type { TextKey } from '../../i18n/text-key.ts'
import { type FieldError, type FormReading, hasErrors, onlyErrors } from '../field-error.ts'
import type { FieldsProps } from '../use-draft-form.ts'
import { wholeNumber, wholeNumberWithin } from '../whole-number.ts'
import { type BatchDraft, batchError, emptyBatches, readBatches } from './batch-draft.ts'
import { digitList } from './digit-list.ts'

/** The form of a new order, as typed. */
export interface OrderDraft {
  readonly number: string
  readonly product: string
  readonly reference: string
  readonly brand: string
  readonly sku: string
  readonly quantity: string
  readonly batches: BatchDraft
  readonly line: PlantLine
  readonly priority: OrderPriority
  readonly pairing: Pairing
  readonly inspection: Inspection
  readonly tacs: string
  readonly prefixes: string
  readonly notes: string
}
export type OrderField = keyof OrderDraft

export type OrderFieldsProps = FieldsProps<OrderDraft>

export function emptyOrder(line: PlantLine): OrderDraft {
  return {
    number: '',
    product: '',
    reference: '',
    brand: '',
    sku: '',
    quantity: '',
    batches: emptyBatches,
    line,
    priority: 'normal',
    pairing: 'imei-then-iccid',
    inspection: 'every',
    tacs: '',
    prefixes: '',
    notes: '',
  }
}

/** The quantity as far as it is a number of units an order can have. */
export function draftQuantity(draft: OrderDraft): number | null {
  return wholeNumberWithin(draft.quantity, { min: 1, max: newOrderLimits.quantity })
}

/** Reads the whole form. What passes here passes the contract's schema as well: both are made of the same forms. */
export function readOrder(draft: OrderDraft): FormReading<CallInput<'orders.create'>, OrderField> {
  const number = draft.number.trim().toUpperCase()
  const quantity = draftQuantity(draft)
  const sku = draft.sku.trim() === '' ? null : wholeNumber(draft.sku)
  const tacs = digitList(draft.tacs, tacDigits)
  // No ICCID is read where the IMEI stands alone: what was typed before the choice is not sent.
  const prefixes = digitList(draft.pairing === 'imei' ? '' : draft.prefixes, iccidPrefixDigits)
  const batches = readBatches(draft.batches)

  const errors = onlyErrors<OrderField>({
    number: orderNumberForm.test(number) ? undefined : numberError(number),
    product: textError(draft.product, newOrderLimits.product),
    reference: textError(draft.reference, newOrderLimits.reference),
    brand: textError(draft.brand, newOrderLimits.brand),
    sku: draft.sku.trim() !== '' && sku === null ? { key: 'office.orders.errors.sku' } : undefined,
    quantity:
      quantity === null
        ? { key: 'office.orders.errors.quantity', params: { max: newOrderLimits.quantity } }
        : undefined,
    batches: quantity === null ? undefined : batchError(draft.batches, quantity),
    line: undefined,
    priority: undefined,
    pairing: undefined,
    inspection: undefined,
    tacs: listError('office.orders.errors.tacs', tacs),
    prefixes: listError('office.orders.errors.prefixes', prefixes),
    notes: draft.notes.trim().length > newOrderLimits.notes ? tooLong(draft.notes, newOrderLimits.notes) : undefined,
  })
  if (hasErrors(errors) || quantity === null || batches === null) return { ok: false, errors }

  return {
    ok: true,
    value: {
      order_number: number,
      product_name: draft.product.trim(),
      nro_referencia: draft.reference.trim(),
      brand: draft.brand.trim(),
      sku,
      quantity,
      batches: [...batches],
      production_line: draft.line,
      priority: draft.priority,
      pairing: draft.pairing,
      inspection: draft.inspection,
      tacs: [...tacs.values],
      iccid_prefixes: [...prefixes.values],
      notes: draft.notes.trim(),
    },
  }
}

function numberError(number: string): FieldError {
  if (number === '') return { key: 'common.required' }
  const wrong = signNotOfOrderNumber.exec(number)?.[0]
  if (wrong !== undefined) return { key: 'office.orders.errors.numberSign', params: { sign: wrong } }
  return { key: 'office.orders.errors.number' }
}

function textError(text: string, max: number): FieldError | undefined {
  const typed = text.trim()
  if (typed === '') return { key: 'common.required' }
  return typed.length > max ? tooLong(typed, max) : undefined
}

function tooLong(text: string, max: number): FieldError {
  return { key: 'office.errors.tooLong', params: { max, length: text.trim().length } }
}

function listError(key: TextKey, list: ReturnType<typeof digitList>): FieldError | undefined {
  if (list.wrong.length > 0) return { key, params: { wrong: list.wrong.slice(0, 3).join(', ') } }
  if (list.values.length > newOrderLimits.listed) {
    return {
      key: 'office.orders.errors.tooManyListed',
      params: { max: newOrderLimits.listed, count: list.values.length },
    }
  }
  return undefined
}
