import { Fieldset, NativeSelect, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { orderPriorities } from '../../../shared/schemas/stored-words.ts'
import { plantLines } from '../../../shared/workplace.ts'
import type { OrderFieldsProps } from './order-draft.ts'

/** Where it is made, and how urgent it is. */
export function OrderRunFields({ draft, change }: OrderFieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('office.orders.runLegend')}>
      <SimpleGrid cols={2}>
        <NativeSelect
          label={t('office.orders.fields.line')}
          value={String(draft.line)}
          onChange={(event) => {
            const line = plantLines.find((known) => String(known) === event.currentTarget.value)
            if (line !== undefined) change({ line })
          }}
          data={plantLines.map((line) => ({ value: String(line), label: t('office.lineNumber', { line }) }))}
          data-testid="order-line"
        />
        <NativeSelect
          label={t('office.orders.fields.priority')}
          value={draft.priority}
          onChange={(event) => {
            const priority = orderPriorities.find((known) => known === event.currentTarget.value)
            if (priority !== undefined) change({ priority })
          }}
          data={orderPriorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
          data-testid="order-priority"
        />
      </SimpleGrid>
    </Fieldset>
  )
}
