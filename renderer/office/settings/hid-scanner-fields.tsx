import { Button, Group, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { hidNaming } from '../../../shared/domain/hid-naming.ts'
import type { HidDevice } from '../../../shared/scanner-settings.ts'
import { type ScannerDraft, type ScannerField, shownNaming } from './scanner-draft.ts'

interface HidScannerFieldsProps {
  readonly number: number
  readonly scanner: ScannerDraft
  readonly errorOf: (field: ScannerField) => string | undefined
  readonly onChange: (changes: Partial<ScannerDraft>) => void
}

/** Which HID POS scanner is meant. */
export function HidScannerFields({ number, scanner, errorOf, onChange }: HidScannerFieldsProps) {
  const { t } = useTranslation()
  return (['usbIds', 'serialNumber', 'port'] as const).map((name) => (
    <TextInput
      key={name}
      label={t(`office.settings.scanner.${name}`)}
      description={t(`office.settings.scannerHints.${name}`)}
      value={scanner[name]}
      error={errorOf(name)}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      data-testid={`scanner-${name}-${number}`}
    />
  ))
}

interface HidScannersThereProps {
  readonly number: number
  readonly hidScanners: readonly HidDevice[]
  readonly onChange: (changes: Partial<ScannerDraft>) => void
}

/** The scanners that are plugged in, to choose one instead of typing its numbers. */
export function HidScannersThere({ number, hidScanners, onChange }: HidScannersThereProps) {
  const { t } = useTranslation()
  if (hidScanners.length === 0) return <Text>{t('office.settings.noHidScanners')}</Text>
  return (
    <Group gap="xs">
      <Text>{t('office.settings.hidScannersThere')}</Text>
      {hidScanners.map((device, index) => (
        <Button
          key={device.path}
          variant="default"
          px="sm"
          // A maker's serial number can be longer than the button is wide.
          h="auto"
          py="xs"
          styles={{ label: { whiteSpace: 'normal', overflowWrap: 'anywhere', textAlign: 'start' } }}
          onClick={() => onChange(shownNaming(hidNaming(device, hidScanners)))}
          data-testid={`scanner-hid-${number}-${index + 1}`}
        >
          {deviceName(device, hidScanners)}
        </Button>
      ))}
    </Group>
  )
}

/** The model, and what tells it from another one there. */
function deviceName(device: HidDevice, there: readonly HidDevice[]): string {
  const { usbIds, serialNumber, port } = shownNaming(hidNaming(device, there))
  return [device.manufacturer, device.product, usbIds, serialNumber, port].filter(Boolean).join(' · ')
}
