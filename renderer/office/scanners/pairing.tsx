import { Alert, Button, Group, List, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairingCandidate, PairingState } from '../../../shared/scanner-view.ts'
import { isDenied } from '../../scanners/scanner-advice.ts'
import { scannerName } from '../../scanners/scanner-name.ts'
import { Code128, QrCode } from './barcode.tsx'
import { Found } from './found.tsx'
import { useSecondsLeft } from './use-seconds-left.ts'

interface PairingProps {
  readonly pairing: PairingState
  /** A port that no list shows, as typed. */
  readonly path: string
  readonly onPath: (path: string) => void
  readonly onAgain: () => void
  readonly onCancel: () => void
  readonly onAccept: () => void
}

/** The search for a new scanner: the code to read, what is listened to, what was heard, and what was found. */
export function Pairing({ pairing, onAccept, ...others }: PairingProps) {
  const { t } = useTranslation()
  const { phase, found } = pairing
  const top = useRef<HTMLHeadingElement>(null)
  // A scanner that types slowly writes into whatever has the focus, and its Enter presses it.
  useEffect(() => {
    if (phase === 'listening') top.current?.focus()
  }, [phase])
  const title =
    phase === 'found'
      ? 'scanners.pair.foundTitle'
      : phase === 'expired'
        ? 'scanners.pair.expired'
        : 'scanners.pair.title'
  return (
    <Paper withBorder p="md" data-testid="pairing" data-phase={phase}>
      <Stack>
        <Title order={3} ref={top} tabIndex={-1}>
          {t(title)}
        </Title>
        {phase === 'listening' && <Listening pairing={pairing} />}
        {found !== null && <Found found={found} onAccept={onAccept} onCancel={others.onCancel} />}
        {phase !== 'found' && (
          <SimpleGrid cols={2}>
            <Checks />
            <PathForm {...others} />
          </SimpleGrid>
        )}
      </Stack>
    </Paper>
  )
}

function Listening({ pairing }: { readonly pairing: PairingState }) {
  const { t } = useTranslation()
  const seconds = useSecondsLeft(pairing.until)
  const { heard } = pairing
  return (
    <>
      <Group align="center" gap={48} wrap="nowrap">
        <Code128 bars={pairing.bars} text={pairing.code} />
        <QrCode rows={pairing.modules} />
        <Stack gap="xs">
          <Text fw={700} size="lg" role="timer">
            {t('scanners.pair.left', { seconds })}
          </Text>
          <Text>{t('scanners.pair.both')}</Text>
          <Text>{t('scanners.pair.paused')}</Text>
        </Stack>
      </Group>
      {heard !== null && (
        <Alert color="yellow" variant="outline" role="alert" data-testid="pairing-heard" data-hint={heard.hint}>
          {t(`scanners.heard.${heard.hint}`, { source: scannerName(t, heard) })}
        </Alert>
      )}
      <Text data-testid="pairing-candidates">
        {t('scanners.pair.listening')}: <Candidates candidates={pairing.candidates} />
      </Text>
    </>
  )
}

/** A port that cannot be opened is named only where somebody could do something about it: systems list many that are none. */
function Candidates({ candidates }: { readonly candidates: readonly PairingCandidate[] }) {
  const { t } = useTranslation()
  const open = candidates
    .filter(({ state }) => state === 'open')
    .map((one) => (one.kind === 'keyboard' ? t('scanners.pair.keyboard') : scannerName(t, one)))
  const failed = candidates.flatMap(({ state, label, detail = '' }) => {
    if (state !== 'failed' || /^\/dev\/ttyS/.test(label)) return []
    const key = isDenied(detail) ? 'scanners.pair.portDenied' : 'scanners.pair.portFailed'
    return [t(key, { port: label, detail })]
  })
  return <>{[...open, ...failed].join(' · ')}</>
}

function Checks() {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <Text fw={700}>{t('scanners.pair.checkTitle')}</Text>
      <List listStyleType="disc" withPadding>
        {(['beep', 'cable', 'mode', 'rights', 'docs'] as const).map((check) => (
          <List.Item key={check}>{t(`scanners.pair.check.${check}`)}</List.Item>
        ))}
      </List>
    </Stack>
  )
}

function PathForm({ path, onPath, onAgain, onCancel }: Omit<PairingProps, 'pairing' | 'onAccept'>) {
  const { t } = useTranslation()
  const again = (event: FormEvent) => {
    event.preventDefault()
    onAgain()
  }
  return (
    <form onSubmit={again}>
      <Stack>
        <TextInput
          label={t('scanners.pair.path')}
          description={t('scanners.pair.pathHint')}
          value={path}
          maxLength={260}
          onChange={(event) => onPath(event.currentTarget.value)}
          data-testid="pair-path"
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-testid="pair-cancel">
            {t('scanners.pair.cancel')}
          </Button>
          <Button type="submit" data-testid="pair-again">
            {t('scanners.pair.again')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
