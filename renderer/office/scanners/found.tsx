import { Button, Group, Stack, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { FoundScanner } from '../../../shared/scanner-view.ts'
import { shownControlText } from '../settings/control-text.ts'

interface FoundProps {
  readonly found: FoundScanner
  readonly onAccept: () => void
  readonly onCancel: () => void
}

/** What was found, in words, to be saved or not. */
export function Found({ found, onAccept, onCancel }: FoundProps) {
  const { t } = useTranslation()
  const { settings, replaces } = found
  return (
    <Stack>
      <Text size="xl" fw={700} data-testid="pairing-found">
        {foundWords(t, found).join(', ')}
      </Text>
      <Text>
        {replaces === null
          ? t('scanners.pair.adds', { id: settings.id })
          : t('scanners.pair.replaces', { id: replaces })}
      </Text>
      <Group>
        <Button onClick={onAccept} data-testid="pair-accept">
          {t('scanners.pair.accept')}
        </Button>
        <Button variant="default" onClick={onCancel} data-testid="pair-cancel">
          {t('scanners.pair.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}

/** "Keyboard scanner, Spanish layout, AIM id ]C0, ends with Enter". */
function foundWords(t: TFunction, { settings, aim, endKey }: FoundScanner): string[] {
  const aimWords = aim === null ? [] : [t('scanners.found.aim', { text: aim })]
  switch (settings.kind) {
    case 'hid':
      return [t('scanners.found.hid'), ...aimWords]
    case 'keyboard': {
      const ends = endKey === undefined || endKey === 'suffix' ? [] : [t('scanners.found.end', { text: endKey })]
      return [
        t('scanners.found.keyboard', { layout: t(`scanners.layout.${settings.layout}`) }),
        ...affix(t, 'prefix', settings.prefix),
        ...aimWords,
        ...affix(t, 'suffix', settings.suffix),
        ...ends,
      ]
    }
    case 'serial': {
      const { path, baudRate, dataBits, parity, terminators } = settings
      const line = { baud: baudRate, bits: dataBits, parity: t(`scanners.parity.${parity}`) }
      return [
        t('scanners.found.serial', { path }),
        t('scanners.found.line', line),
        ...affix(t, 'prefix', settings.prefix),
        ...aimWords,
        ...affix(t, 'suffix', settings.suffix),
        ...terminators.map((end) => t('scanners.found.end', { text: end })),
      ]
    }
  }
}

function affix(t: TFunction, which: 'prefix' | 'suffix', text: string | undefined): string[] {
  return text === undefined ? [] : [t(`scanners.found.${which}`, { text: shownControlText(text) })]
}
