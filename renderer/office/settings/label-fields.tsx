import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/index.ts'
import { unitLabelModes } from '../../../shared/label-printing.ts'
import { settingVariables } from '../../../shared/setting-variables.ts'
import { ChoiceField } from '../choice-field.tsx'
import type { WorkstationDraft } from './workstation-draft.ts'

interface LabelFieldsProps {
  readonly draft: Pick<WorkstationDraft, 'unitLabel' | 'labelPrinter'>
  /** Settings that a variable sets. */
  readonly forced: readonly string[]
  readonly printers: Output<'settings.read'>['printers']
  readonly change: (changes: Partial<WorkstationDraft>) => void
}

/** What becomes of a verified unit's label, and on which printer. */
export function LabelFields({ draft, forced, printers, change }: LabelFieldsProps) {
  const { t } = useTranslation()
  const field = (name: 'unitLabel' | 'labelPrinter', hint: string | undefined) => ({
    label: t(`office.settings.fields.${name}`),
    disabled: forced.includes(name),
    description: forced.includes(name) ? t('office.settings.forced', { variable: settingVariables[name] }) : hint,
    'data-testid': `settings-${name}`,
  })
  const { unitLabel, labelPrinter } = draft
  const hint = printerHint(labelPrinter, printers)
  return (
    <>
      <ChoiceField
        {...field('unitLabel', t(`office.settings.unitLabelHints.${unitLabel}`))}
        words={unitLabelModes}
        value={unitLabel}
        textOf={(value) => t(`office.settings.unitLabels.${value}`)}
        onChoose={(mode) => change({ unitLabel: mode })}
      />
      {unitLabel === 'printer' && (
        <NativeSelect
          {...field('labelPrinter', t(`office.settings.labelPrinterHints.${hint}`))}
          // Printers have long names.
          style={{ gridColumn: '1 / -1' }}
          value={labelPrinter}
          onChange={(event) => change({ labelPrinter: event.currentTarget.value })}
          data={[
            { value: '', label: t('office.settings.labelPrinterDefault') },
            ...printers.map(({ name, label }) => ({ value: name, label })),
            // A printer that is off must not be forgotten by whoever saves something else.
            ...(hint === 'absent' ? [labelPrinter] : []),
          ]}
        />
      )}
    </>
  )
}

export type PrinterHint = 'none' | 'absent' | 'default' | 'named'

function printerHint(chosen: string, printers: LabelFieldsProps['printers']): PrinterHint {
  if (chosen !== '' && !printers.some(({ name }) => name === chosen)) return 'absent'
  if (printers.length === 0) return 'none'
  return chosen === '' ? 'default' : 'named'
}
