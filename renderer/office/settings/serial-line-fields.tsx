import { Checkbox, Group, Input, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { parities, terminators } from '../../../shared/setting-values.ts'
import { commonBaudRates, type ScannerDraft, type ScannerField } from './scanner-draft.ts'

interface SerialLineFieldsProps {
  readonly place: number
  readonly scanner: ScannerDraft
  readonly errorOf: (field: ScannerField) => string | undefined
  readonly onChange: (changes: Partial<ScannerDraft>) => void
}

/** How the serial line speaks, and what ends a code on it. */
export function SerialLineFields({ place, scanner, errorOf, onChange }: SerialLineFieldsProps) {
  const { t } = useTranslation()
  // A rate out of the settings file that is not usual is offered as well, so that looking does not change it.
  const rates = [...new Set([...commonBaudRates, scanner.baudRate])].sort((one, other) => one - other)
  return (
    <>
      <SimpleGrid cols={2}>
        <NativeSelect
          label={t('office.settings.scanner.baudRate')}
          value={String(scanner.baudRate)}
          onChange={(event) => onChange({ baudRate: Number(event.currentTarget.value) })}
          data={rates.map(String)}
          data-testid={`scanner-baudRate-${place}`}
        />
        <NativeSelect
          label={t('office.settings.scanner.dataBits')}
          value={String(scanner.dataBits)}
          onChange={(event) => onChange({ dataBits: event.currentTarget.value === '7' ? 7 : 8 })}
          data={['8', '7']}
          data-testid={`scanner-dataBits-${place}`}
        />
        <NativeSelect
          label={t('office.settings.scanner.parity')}
          value={scanner.parity}
          onChange={(event) => {
            const parity = parities.find((known) => known === event.currentTarget.value)
            if (parity !== undefined) onChange({ parity })
          }}
          data={parities.map((value) => ({ value, label: t(`office.settings.parities.${value}`) }))}
          data-testid={`scanner-parity-${place}`}
        />
        <NativeSelect
          label={t('office.settings.scanner.stopBits')}
          value={String(scanner.stopBits)}
          onChange={(event) => onChange({ stopBits: event.currentTarget.value === '2' ? 2 : 1 })}
          data={['1', '2']}
          data-testid={`scanner-stopBits-${place}`}
        />
        <TextInput
          label={t('office.settings.scanner.interByteMs')}
          description={t('office.settings.scannerHints.interByteMs')}
          inputMode="numeric"
          value={scanner.interByteMs}
          error={errorOf('interByteMs')}
          onChange={(event) => onChange({ interByteMs: event.currentTarget.value })}
          data-testid={`scanner-interByteMs-${place}`}
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
              data-testid={`scanner-terminator-${name}-${place}`}
            />
          ))}
        </Group>
      </Input.Wrapper>
    </>
  )
}
