import { Alert, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../shared/result.ts'
import type { ScannersView } from '../../../shared/scanner-view.ts'
import type { AppState } from '../../../shared/state.ts'
import { call } from '../../api.ts'
import type { TextKey } from '../../i18n/text-key.ts'
import { ReadsView } from '../../scanners/read-view.tsx'
import { ScannerList } from '../../scanners/scanner-list.tsx'
import { useScannersView } from '../../scanners/store.ts'
import { type Outcome, OutcomeNotice } from '../outcome-notice.tsx'
import { Pairing } from './pairing.tsx'
import { Sounds } from './sounds.tsx'
import { useSecondsLeft } from './use-seconds-left.ts'

/** This PC's scanners: how they are, what they send, a trial that counts nothing, a new one, and the sounds. */
export function ScannersTab({ app }: { readonly app: AppState }) {
  const { t } = useTranslation()
  const view = useScannersView()
  // Outlives each search, or it would have to be typed for every try.
  const [path, setPath] = useState('')
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  /** What came of a command shows by itself on this screen, but for what is said here. */
  async function said(answer: Promise<Result<unknown>>, failed: TextKey, done?: TextKey): Promise<void> {
    setOutcome(null)
    const came = await answer
    if (!came.ok) setOutcome({ done: false, key: failed, failure: came.error })
    else if (done !== undefined) setOutcome({ done: true, key: done })
  }
  const begin = () => void said(call('scanners.startPairing', { path: path.trim() }), 'scanners.pair.failed')
  const cancel = () => void said(call('scanners.cancelPairing', {}), 'scanners.pair.failed')
  const accept = () => void said(call('scanners.acceptPairing', {}), 'scanners.pair.notSaved', 'scanners.pair.saved')
  const setTrial = (on: boolean) => void said(call('scanners.setTrial', { on }), 'scanners.trial.failed')

  if (view === null) return <Text>{t('common.loading')}</Text>
  return (
    <Stack>
      <Title order={2}>{t('scanners.title')}</Title>
      <OutcomeNotice outcome={outcome} onClose={() => setOutcome(null)} />
      {view.pairing !== null ? (
        <Pairing
          pairing={view.pairing}
          path={path}
          onPath={setPath}
          onAgain={begin}
          onCancel={cancel}
          onAccept={accept}
        />
      ) : (
        <>
          {view.trial !== null && <TrialBanner until={view.trial.until} />}
          <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
            <Stack>
              <Paper withBorder p="md">
                <Stack>
                  <ScannerList scanners={app.scanners} reads={view.reads} />
                  <Acts view={view} onPair={begin} onTrial={setTrial} />
                </Stack>
              </Paper>
              <Sounds volume={app.volume} soundSet={app.soundSet} forced={view.forced} />
            </Stack>
            <ReadsView reads={view.reads} scanners={app.scanners} />
          </SimpleGrid>
        </>
      )}
    </Stack>
  )
}

interface ActsProps {
  readonly view: ScannersView
  readonly onPair: () => void
  readonly onTrial: (on: boolean) => void
}

function Acts({ view, onPair, onTrial }: ActsProps) {
  const { t } = useTranslation()
  const inTrial = view.trial !== null
  const isForced = view.forced.includes('scanners')
  return (
    <Stack gap="xs">
      <Group>
        {!isForced && (
          <Button onClick={onPair} data-testid="pair-begin">
            {t('scanners.pair.begin')}
          </Button>
        )}
        <Button variant="default" onClick={() => onTrial(!inTrial)} data-testid="trial-toggle">
          {t(inTrial ? 'scanners.trial.end' : 'scanners.trial.begin')}
        </Button>
      </Group>
      <Text>{t(isForced ? 'scanners.pair.forced' : 'scanners.pair.hint')}</Text>
      <Text>{t('scanners.trial.hint')}</Text>
    </Stack>
  )
}

function TrialBanner({ until }: { readonly until: number }) {
  const { t } = useTranslation()
  const seconds = useSecondsLeft(until)
  return (
    <Alert
      color="blue"
      variant="filled"
      title={t('scanners.trial.running')}
      role="status"
      // In sight wherever the screen is scrolled to: nobody may believe that these scans count.
      style={{ position: 'sticky', top: 0, zIndex: 1 }}
      data-testid="trial-running"
    >
      {t('scanners.trial.runningText', { seconds })}
    </Alert>
  )
}
