import { Checkbox, Group, Input, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { parities, terminators } from '../../../shared/setting-values.ts'
import { ChoiceField } from '../choice-field.tsx'
import { commonBaudRates, type ScannerDraft, type ScannerField } from './scanner-draft.ts'

interface SerialLineFieldsProps {
  readonly number: number
  readonly scanner: ScannerDraft
  readonly errorOf: (field: ScannerField) => string | undefined
  readonly onChange: (changes: Partial<ScannerDraft>) => void
}

/** How the serial line speaks, and what ends a code on it. */
export function SerialLineFields({ number, scanner, errorOf, onChange }: SerialLineFieldsProps) {
  const { t } = useTranslation()
  // A rate out of the settings file that is not usual is offered as well, so that looking does not change it.
  const rates = [...new Set([...commonBaudRates, scanner.baudRate])].sort((one, other) => one - other)
  return (
    <>
      <SimpleGrid cols={2}>
        <ChoiceField
          label={t('office.settings.scanner.baudRate')}
          words={rates}
          value={scanner.baudRate}
          textOf={String}
          onChoose={(baudRate) => onChange({ baudRate })}
          data-testid={`scanner-baudRate-${number}`}
        />
        <ChoiceField
          label={t('office.settings.scanner.dataBits')}
          words={[8, 7] as const}
          value={scanner.dataBits}
          textOf={String}
          onChoose={(dataBits) => onChange({ dataBits })}
          data-testid={`scanner-dataBits-${number}`}
        />
        <ChoiceField
          label={t('office.settings.scanner.parity')}
          words={parities}
          value={scanner.parity}
          textOf={(value) => t(`office.settings.parities.${value}`)}
          onChoose={(parity) => onChange({ parity })}
          data-testid={`scanner-parity-${number}`}
        />
        <ChoiceField
          label={t('office.settings.scanner.stopBits')}
          words={[1, 2] as const}
          value={scanner.stopBits}
          textOf={String}
          onChoose={(stopBits) => onChange({ stopBits })}
          data-testid={`scanner-stopBits-${number}`}
        />
        <TextInput
          label={t('office.settings.scanner.interByteMs')}
          description={t('office.settings.scannerHints.interByteMs')}
          inputMode="numeric"
          value={scanner.interByteMs}
          error={errorOf('interByteMs')}
          onChange={(event) => onChange({ interByteMs: event.currentTarget.value })}
          data-testid={`scanner-interByteMs-${number}`}
        />
      </SimpleGrid>
      <Input.Wrapper
        label={t('office.settings.scanner.terminators')}
        description={t('office.settings.scannerHints.terminators')}
        error={errorOf('terminators')}
      >
        <Group>
          {terminators.map((name) => (
            <Checkbox
              key={name}
              label={name}
              checked={scanner.terminators.includes(name)}
              onChange={(event) => {
                const others = scanner.terminators.filter((each) => each !== name)
                onChange({ terminators: event.currentTarget.checked ? [...others, name] : others })
              }}
              data-testid={`scanner-terminator-${name}-${number}`}
            />
          ))}
        </Group>
      </Input.Wrapper>
    </>
  )
}
