import { Button, Group, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HidDevice } from '../../../shared/scanner-settings.ts'
import { ChoiceField } from '../choice-field.tsx'
import type { FieldErrors } from '../field-error.ts'
import { useFieldText } from '../use-field-text.ts'
import { HidScannerFields, HidScannersThere } from './hid-scanner-fields.tsx'
import { offeredLayouts, type ScannerDraft, type ScannerField } from './scanner-draft.ts'
import { SerialLineFields } from './serial-line-fields.tsx'

export interface ScannerOneProps {
  /** 1, 2, … in the list. */
  readonly number: number
  readonly scanner: ScannerDraft
  /** Set by a variable: everything is shown, nothing is offered. */
  readonly forced: boolean
  readonly serialPorts: readonly string[]
  readonly hidScanners: readonly HidDevice[]
  readonly errors: FieldErrors<ScannerField>
  readonly onChange: (changes: Partial<ScannerDraft>) => void
  readonly onRemove: () => void
}

/** One scanner: what is needed to connect it, and the rest behind a button. */
export function ScannerOne(props: ScannerOneProps) {
  const { number, scanner, forced, serialPorts, hidScanners, errors, onChange, onRemove } = props

  const { t } = useTranslation()
  const errorOf = useFieldText(errors)
  const [opened, setOpened] = useState(false)
  // What is wrong is never hidden.
  const more = forced || opened || ['terminators', 'prefix', 'suffix', 'interByteMs'].some((field) => field in errors)
  return (
    <Paper withBorder p="sm">
      <Stack>
        <Group justify="space-between">
          <Text fw={700}>
            {number}. {t(`scannerKind.${scanner.kind}`)}
          </Text>
          {!forced && (
            <Button variant="default" px="sm" onClick={onRemove} data-testid={`scanner-remove-${number}`}>
              {t('office.settings.removeScanner')}
            </Button>
          )}
        </Group>
        <SimpleGrid cols={2}>
          <TextInput
            label={t('office.settings.scanner.id')}
            value={scanner.id}
            error={errorOf('id')}
            onChange={(event) => onChange({ id: event.currentTarget.value })}
            data-testid={`scanner-id-${number}`}
          />
          {scanner.kind === 'serial' ? (
            <TextInput
              label={t('office.settings.scanner.path')}
              description={t('office.settings.scannerHints.path')}
              value={scanner.path}
              error={errorOf('path')}
              onChange={(event) => onChange({ path: event.currentTarget.value })}
              data-testid={`scanner-path-${number}`}
            />
          ) : scanner.kind === 'keyboard' ? (
            <ChoiceField
              label={t('office.settings.scanner.layout')}
              description={t('office.settings.scannerHints.layout')}
              words={offeredLayouts}
              value={scanner.layout}
              textOf={(value) => t(`office.settings.layouts.${value}`)}
              onChoose={(layout) => onChange({ layout })}
              data-testid={`scanner-layout-${number}`}
            />
          ) : (
            <HidScannerFields number={number} scanner={scanner} errorOf={errorOf} onChange={onChange} />
          )}
        </SimpleGrid>
        {!forced && scanner.kind === 'hid' && (
          <HidScannersThere number={number} hidScanners={hidScanners} onChange={onChange} />
        )}
        {!forced && scanner.kind === 'serial' && (
          <PortsThere ports={serialPorts.filter((port) => port !== scanner.path)} onChange={onChange} />
        )}
        {!forced && scanner.kind !== 'hid' && (
          <Group>
            <Button
              variant="default"
              px="sm"
              aria-expanded={more}
              onClick={() => setOpened(!more)}
              data-testid={`scanner-more-${number}`}
            >
              {t(more ? 'office.settings.lessScanner' : 'office.settings.moreScanner')}
            </Button>
          </Group>
        )}
        {more && scanner.kind !== 'hid' && (
          <>
            <AffixFields number={number} scanner={scanner} errorOf={errorOf} onChange={onChange} />
            {scanner.kind === 'serial' && (
              <SerialLineFields number={number} scanner={scanner} errorOf={errorOf} onChange={onChange} />
            )}
          </>
        )}
      </Stack>
    </Paper>
  )
}

interface PortsThereProps extends Pick<ScannerOneProps, 'onChange'> {
  readonly ports: readonly string[]
}

/** The serial ports that are there now, to choose one instead of typing it. */
function PortsThere({ ports, onChange }: PortsThereProps) {
  const { t } = useTranslation()
  if (ports.length === 0) return null
  return (
    <Group gap="xs">
      <Text>{t('office.settings.portsThere')}</Text>
      {ports.map((port) => (
        <Button key={port} variant="default" px="sm" onClick={() => onChange({ path: port })}>
          {port}
        </Button>
      ))}
    </Group>
  )
}

interface AffixFieldsProps extends Pick<ScannerOneProps, 'number' | 'scanner' | 'onChange'> {
  readonly errorOf: (field: ScannerField) => string | undefined
}

/** What the scanner puts around a code. */
function AffixFields({ number, scanner, errorOf, onChange }: AffixFieldsProps) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={2}>
      {(['prefix', 'suffix'] as const).map((name) => (
        <TextInput
          key={name}
          label={t(`office.settings.scanner.${name}`)}
          description={t(`office.settings.scannerHints.${name}`)}
          value={scanner[name]}
          error={errorOf(name)}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
          data-testid={`scanner-${name}-${number}`}
        />
      ))}
    </SimpleGrid>
  )
}
