import { Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HidDevice } from '../../../shared/scanner-settings.ts'
import { settingVariables } from '../../../shared/setting-variables.ts'
import type { FieldErrors } from '../field-error.ts'
import { newScanner, type ScannerDraft, type ScannerField } from './scanner-draft.ts'
import { ScannerOne } from './scanner-one.tsx'

interface ScannerFieldsProps {
  readonly scanners: readonly ScannerDraft[]
  /** Set by a variable: shown, not changed here. */
  readonly forced: boolean
  /** Ports that are there now. */
  readonly serialPorts: readonly string[]
  readonly hidScanners: readonly HidDevice[]
  /** One entry per scanner. */
  readonly errors: readonly FieldErrors<ScannerField>[]
  readonly onChange: (scanners: readonly ScannerDraft[]) => void
}

/** The scanners of this PC. */
export function ScannerFields({ scanners, forced, serialPorts, hidScanners, errors, onChange }: ScannerFieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('office.settings.scannersLegend')} disabled={forced}>
      <Stack>
        {forced && <Text>{t('office.settings.forced', { variable: settingVariables.scanners })}</Text>}
        {scanners.length === 0 && <Text>{t('office.settings.noScanners')}</Text>}
        {scanners.map((scanner, index) => (
          <ScannerOne
            // A scanner is known by where it stands in the list: its name is being typed.
            key={index}
            number={index + 1}
            scanner={scanner}
            forced={forced}
            serialPorts={serialPorts}
            hidScanners={hidScanners}
            errors={errors[index] ?? {}}
            onChange={(changes) =>
              onChange(scanners.map((each, at) => (at === index ? { ...each, ...changes } : each)))
            }
            onRemove={() => onChange(scanners.filter((_, at) => at !== index))}
          />
        ))}
        {!forced && (
          <Group>
            {(['hid', 'serial', 'keyboard'] as const).map((kind) => (
              <Button
                key={kind}
                variant="default"
                onClick={() => onChange([...scanners, newScanner(kind, scanners)])}
                data-testid={`scanner-add-${kind}`}
              >
                {t(`office.settings.addScanner.${kind}`)}
              </Button>
            ))}
          </Group>
        )}
      </Stack>
    </Fieldset>
  )
}
