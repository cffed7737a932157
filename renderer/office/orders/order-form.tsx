import { Fieldset, SimpleGrid, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlantLine } from '../../../shared/workplace.ts'
import { call } from '../../api.ts'
import { type FieldErrors, hasErrors } from '../field-error.ts'
import { focusFirstError } from '../focus-first-error.ts'
import { FormFooter } from '../form-footer.tsx'
import { FormTitle } from '../form-title.tsx'
import type { Outcome } from '../outcome-notice.tsx'
import { useFieldText } from '../use-field-text.ts'
import { OrderBatchFields } from './order-batch-fields.tsx'
import { OrderCodeFields } from './order-code-fields.tsx'
import {
  draftQuantity,
  emptyOrder,
  type OrderDraft,
  type OrderField,
  type OrderFieldsProps,
  readOrder,
} from './order-draft.ts'
import { OrderProductFields } from './order-product-fields.tsx'
import { OrderRunFields } from './order-run-fields.tsx'

interface OrderFormProps {
  readonly line: PlantLine
  readonly onUnsaved: (unsaved: boolean) => void
  /** Left: with what was made, or without anything. */
  readonly onDone: (made: Outcome | null) => void
}

export function OrderForm({ line, onUnsaved, onDone }: OrderFormProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(() => emptyOrder(line))
  // Nothing is called wrong before the first try to save; from then on every key is checked.
  const [checked, setChecked] = useState(false)
  const [taken, setTaken] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const form = useRef<HTMLFormElement>(null)

  const reading = readOrder(draft)
  const errors: FieldErrors<OrderField> = {
    ...(checked && !reading.ok && reading.errors),
    ...(taken !== null && { number: { key: 'office.orders.errors.taken', params: { order: taken } } }),
  }
  const errorOf = useFieldText(errors)

  function change(changes: Partial<OrderDraft>) {
    setDraft((before) => ({ ...before, ...changes }))
    if (changes.number !== undefined) setTaken(null)
    onUnsaved(true)
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    if (saving) return
    setChecked(true)
    setOutcome(null)
    if (!reading.ok || hasErrors(errors)) {
      focusFirstError(form.current)
      return
    }
    setSaving(true)
    const order = reading.value
    const answer = await call('orders.create', order)
    setSaving(false)
    if (answer.ok) {
      const params = {
        order: order.order_number,
        quantity: order.quantity,
        batches: order.batches.length,
        line: order.production_line,
      }
      onDone({ done: true, key: 'office.orders.made', params })
    } else if (answer.error.code === 'already-exists') {
      setTaken(order.order_number)
      focusFirstError(form.current)
    } else {
      setOutcome({
        done: false,
        key: 'office.orders.notMade',
        params: { order: order.order_number },
        failure: answer.error,
      })
    }
  }

  const fields: OrderFieldsProps = { draft, change, errorOf }
  return (
    <form ref={form} noValidate onSubmit={(event) => void save(event)} aria-label={t('office.orders.newTitle')}>
      <Stack>
        <FormTitle text={t('office.orders.newTitle')} />
        <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
          <Stack>
            <OrderProductFields {...fields} />
            <OrderBatchFields
              batches={draft.batches}
              quantity={draftQuantity(draft)}
              error={errorOf('batches')}
              onChange={(batches) => change({ batches })}
            />
          </Stack>
          <Stack>
            <OrderRunFields {...fields} />
            <OrderCodeFields {...fields} />
            <Fieldset legend={t('office.orders.notesLegend')}>
              <Textarea
                label={t('office.orders.fields.notes')}
                autosize
                minRows={2}
                maxRows={6}
                value={draft.notes}
                error={errorOf('notes')}
                onChange={(event) => change({ notes: event.currentTarget.value })}
                data-testid="order-notes"
              />
            </Fieldset>
          </Stack>
        </SimpleGrid>
        <FormFooter
          outcome={outcome}
          onCloseOutcome={() => setOutcome(null)}
          save={t('office.orders.save')}
          saveTestId="order-save"
          wrong={Object.keys(errors).length}
          saving={saving}
          cancel={t('office.orders.discard')}
          onCancel={() => onDone(null)}
        />
      </Stack>
    </form>
  )
}
