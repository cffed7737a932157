import { Fieldset, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inspections, pairings } from '../../../shared/schemas/stored-words.ts'
import type { OrderFieldsProps } from './order-draft.ts'

/** What a unit of this order looks like to the scanner, and how much of it quality inspects. */
export function OrderCodeFields({ draft, change, errorOf }: OrderFieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('office.orders.codesLegend')}>
      <Stack>
        <NativeSelect
          label={t('office.orders.fields.pairing')}
          description={t(`office.orders.pairingHints.${draft.pairing}`)}
          value={draft.pairing}
          onChange={(event) => {
            const pairing = pairings.find((known) => known === event.currentTarget.value)
            if (pairing !== undefined) change({ pairing })
          }}
          data={pairings.map((value) => ({ value, label: t(`office.orders.pairings.${value}`) }))}
          data-testid="order-pairing"
        />
        <NativeSelect
          label={t('office.orders.fields.inspection')}
          description={t(`office.orders.inspectionHints.${draft.inspection}`)}
          value={draft.inspection}
          onChange={(event) => {
            const inspection = inspections.find((known) => known === event.currentTarget.value)
            if (inspection !== undefined) change({ inspection })
          }}
          data={inspections.map((value) => ({ value, label: t(`office.orders.inspections.${value}`) }))}
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
