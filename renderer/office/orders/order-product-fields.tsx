import { Fieldset, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { withQuantity } from './batch-draft.ts'
import { draftQuantity, type OrderFieldsProps } from './order-draft.ts'

/** What is made, and how many. */
export function OrderProductFields({ draft, change, errorOf }: OrderFieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('office.orders.productLegend')}>
      <SimpleGrid cols={2}>
        <TextInput
          label={t('office.orders.fields.number')}
          description={t('office.orders.hints.number')}
          required
          data-autofocus
          autoFocus
          value={draft.number}
          error={errorOf('number')}
          onChange={(event) => change({ number: event.currentTarget.value.toUpperCase() })}
          data-testid="order-number"
        />
        <TextInput
          label={t('office.orders.fields.product')}
          description={t('office.orders.hints.product')}
          required
          value={draft.product}
          error={errorOf('product')}
          onChange={(event) => change({ product: event.currentTarget.value })}
          data-testid="order-product"
        />
        <TextInput
          label={t('office.orders.fields.reference')}
          required
          value={draft.reference}
          error={errorOf('reference')}
          onChange={(event) => change({ reference: event.currentTarget.value })}
          data-testid="order-reference"
        />
        <TextInput
          label={t('office.orders.fields.brand')}
          required
          value={draft.brand}
          error={errorOf('brand')}
          onChange={(event) => change({ brand: event.currentTarget.value })}
          data-testid="order-brand"
        />
        <TextInput
          label={t('office.orders.fields.quantity')}
          required
          inputMode="numeric"
          value={draft.quantity}
          error={errorOf('quantity')}
          onChange={(event) => {
            const quantity = event.currentTarget.value
            change({ quantity, batches: withQuantity(draft.batches, draftQuantity({ ...draft, quantity })) })
          }}
          data-testid="order-quantity"
        />
        <TextInput
          label={t('office.orders.fields.sku')}
          inputMode="numeric"
          value={draft.sku}
          error={errorOf('sku')}
          onChange={(event) => change({ sku: event.currentTarget.value })}
          data-testid="order-sku"
        />
      </SimpleGrid>
    </Fieldset>
  )
}
