import { Box, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DatabaseState } from '../../../shared/state.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { LoadView } from '../load-view.tsx'
import { AboutSection } from './about-section.tsx'
import { BackupSection } from './backup-section.tsx'
import { DatabaseSection } from './database-section.tsx'
import { SettingsForm } from './settings-form.tsx'

interface SettingsTabProps {
  readonly database: DatabaseState
  readonly connected: boolean
  /** Its tab is the one that is looked at. */
  readonly isShown: boolean
  readonly onUnsaved: (unsaved: boolean) => void
}

export function SettingsTab({ database, connected, isShown, onUnsaved }: SettingsTabProps) {
  const { t } = useTranslation()
  // Read again when the database comes or goes: without it the plant's settings are only those last seen. And when
  // its tab is opened again: another one pairs scanners, and saving what was read before would undo that.
  const load = useAnswer('settings.read', {}, { occasion: isShown && (connected ? 'connected' : 'away') })
  return (
    <LoadView load={load} failed={t('office.settings.readFailed')}>
      {(settings) => (
        <>
          <Title order={2} mb="md">
            {t('office.settings.title')}
          </Title>
          <Box mb="md">
            <DatabaseSection database={database} />
          </Box>
          <SettingsForm
            settings={settings}
            connected={connected}
            reading={load.busy}
            onUnsaved={onUnsaved}
            onSaved={load.reload}
          />
          <BackupSection connected={connected} />
          <AboutSection />
        </>
      )}
    </LoadView>
  )
}
