import { Fieldset, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { orderPriorities } from '../../../shared/schemas/stored-words.ts'
import { plantLines } from '../../../shared/workplace.ts'
import { ChoiceField } from '../choice-field.tsx'
import type { OrderFieldsProps } from './order-draft.ts'

/** Where it is made, and how urgent it is. */
export function OrderRunFields({ draft, change }: OrderFieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('office.orders.runLegend')}>
      <SimpleGrid cols={2}>
        <ChoiceField
          label={t('office.orders.fields.line')}
          words={plantLines}
          value={draft.line}
          textOf={(line) => t('office.lineNumber', { line })}
          onChoose={(line) => change({ line })}
          data-testid="order-line"
        />
        <ChoiceField
          label={t('office.orders.fields.priority')}
          words={orderPriorities}
          value={draft.priority}
          textOf={(value) => t(`priority.${value}`)}
          onChoose={(priority) => change({ priority })}
          data-testid="order-priority"
        />
      </SimpleGrid>
    </Fieldset>
  )
}
