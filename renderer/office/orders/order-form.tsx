import { Fieldset, SimpleGrid, Stack, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/contract/index.ts'
import type { PlantLine } from '../../../shared/workplace.ts'
import { call } from '../../api.ts'
import { FormTitle } from '../form-title.tsx'
import type { Outcome } from '../outcome-notice.tsx'
import { SavedForm } from '../saved-form.tsx'
import { type Sent, useDraftForm } from '../use-draft-form.ts'
import { OrderBatchFields } from './order-batch-fields.tsx'
import { OrderCodeFields } from './order-code-fields.tsx'
import { draftQuantity, emptyOrder, type OrderField, readOrder } from './order-draft.ts'
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
  const { fields, saving, wrong } = useDraftForm({
    start: () => emptyOrder(line),
    read: readOrder,
    send: sendOrder,
    onUnsaved,
    onDone,
  })
  const { draft, change, errorOf } = fields
  return (
    <SavedForm
      label={t('office.orders.newTitle')}
      saving={saving}
      wrong={wrong}
      save={t('office.orders.save')}
      saveTestId="order-save"
      cancel={t('office.orders.discard')}
      onCancel={() => onDone(null)}
    >
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
    </SavedForm>
  )
}

async function sendOrder(order: CallInput<'orders.create'>): Promise<Sent<OrderField>> {
  const answer = await call('orders.create', order)
  const params = { order: order.order_number }
  if (answer.ok) {
    const made = { quantity: order.quantity, batches: order.batches.length, line: order.production_line }
    return { done: { done: true, key: 'office.orders.made', params: { ...params, ...made } } }
  }
  return answer.error.code === 'already-exists'
    ? { refused: { number: { key: 'office.orders.errors.taken', params } } }
    : { failed: { done: false, key: 'office.orders.notMade', params, failure: answer.error } }
}
