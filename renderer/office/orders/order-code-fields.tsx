import { Fieldset, Stack, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inspections, pairings } from '../../../shared/schemas/stored-words.ts'
import { ChoiceField } from '../choice-field.tsx'
import type { OrderFieldsProps } from './order-draft.ts'

/** What a unit of this order looks like to the scanner, and how much of it quality inspects. */
export function OrderCodeFields({ draft, change, errorOf }: OrderFieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('office.orders.codesLegend')}>
      <Stack>
        <ChoiceField
          label={t('office.orders.fields.pairing')}
          description={t(`office.orders.pairingHints.${draft.pairing}`)}
          words={pairings}
          value={draft.pairing}
          textOf={(value) => t(`office.orders.pairings.${value}`)}
          onChoose={(pairing) => change({ pairing })}
          data-testid="order-pairing"
        />
        <ChoiceField
          label={t('office.orders.fields.inspection')}
          description={t(`office.orders.inspectionHints.${draft.inspection}`)}
          words={inspections}
          value={draft.inspection}
          textOf={(value) => t(`office.orders.inspections.${value}`)}
          onChoose={(inspection) => change({ inspection })}
          data-testid="order-inspection"
        />
        <Textarea
          label={t('office.orders.fields.tacs')}
          description={t('office.orders.hints.tacs')}
          autosize
          minRows={1}
          maxRows={5}
          inputMode="numeric"
          value={draft.tacs}
          error={errorOf('tacs')}
          onChange={(event) => change({ tacs: event.currentTarget.value })}
          data-testid="order-tacs"
        />
        {draft.pairing !== 'imei' && (
          <Textarea
            label={t('office.orders.fields.prefixes')}
            description={t('office.orders.hints.prefixes')}
            autosize
            minRows={1}
            maxRows={5}
            inputMode="numeric"
            value={draft.prefixes}
            error={errorOf('prefixes')}
            onChange={(event) => change({ prefixes: event.currentTarget.value })}
            data-testid="order-prefixes"
          />
        )}
      </Stack>
    </Fieldset>
  )
}
