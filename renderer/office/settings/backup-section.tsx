import { Button, Fieldset, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/index.ts'
import { settingVariables } from '../../../shared/setting-variables.ts'
import { call } from '../../api.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { momentText } from '../../sentence.ts'
import { useApp } from '../../state.ts'
import { LoadView } from '../load-view.tsx'
import { type Outcome, OutcomeNotice } from '../outcome-notice.tsx'
import { useFieldText } from '../use-field-text.ts'
import { type BackupDraft, type BackupField, backupDraft, readBackup } from './backup-draft.ts'

/** Where the copies of this PC's database go, and one now. Nothing where the database is not this PC's. */
export function BackupSection({ connected }: { readonly connected: boolean }) {
  const { t } = useTranslation()
  const load = useAnswer('backup.read', {}, { occasion: 'once' })
  return (
    <LoadView load={load} failed={t('office.backup.readFailed')}>
      {(read) => (read.state === null ? null : <BackupForm read={read} connected={connected} onSaved={load.reload} />)}
    </LoadView>
  )
}

interface BackupFormProps {
  readonly read: Output<'backup.read'>
  readonly connected: boolean
  readonly onSaved: () => Promise<void>
}

function BackupForm({ read, connected, onSaved }: BackupFormProps) {
  const { t, i18n } = useTranslation()
  // The frame's own state: it also knows of copies made by the clock.
  const state = useApp()?.backup ?? read.state
  const [typed, setTyped] = useState<BackupDraft | null>(null)
  const [busy, setBusy] = useState<'save' | 'now' | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const draft = typed ?? backupDraft(read.settings)
  const reading = readBackup(draft)
  const errorOf = useFieldText<BackupField>(reading.ok ? {} : reading.errors)

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!reading.ok || busy !== null) return
    setBusy('save')
    const answer = await call('backup.save', reading.value)
    if (answer.ok) {
      await onSaved()
      setTyped(null)
    }
    setBusy(null)
    setOutcome(
      answer.ok
        ? { done: true, key: 'office.backup.saved' }
        : { done: false, key: 'office.backup.notSaved', failure: answer.error },
    )
  }

  async function copyNow() {
    setOutcome(null)
    setBusy('now')
    const answer = await call('backup.now', {})
    setBusy(null)
    if (!answer.ok) setOutcome({ done: false, key: 'office.backup.notMade', failure: answer.error })
    else if (answer.value.state?.failure === null) setOutcome({ done: true, key: 'office.backup.made' })
  }

  const change = (changes: Partial<BackupDraft>) => setTyped({ ...draft, ...changes })
  return (
    <form noValidate onSubmit={(event) => void save(event)} aria-label={t('office.backup.legend')}>
      <Fieldset legend={t('office.backup.legend')} mt="md">
        <Stack>
          <Text>{t('office.backup.hint')}</Text>
          <BackupFields read={read} draft={draft} errorOf={errorOf} change={change} />
          {state !== null && state.failure !== null && (
            <Text fw={600} role="alert" data-testid="backup-section-failure">
              {t('backup.lastFailed')} {t(`backup.failure.${state.failure}`)} {t(`backup.next.${state.failure}`)}
            </Text>
          )}
          <OutcomeNotice outcome={outcome} onClose={() => setOutcome(null)} />
          <Group justify="space-between">
            <Text data-testid="backup-last">
              {state === null || state.lastGoodAt === null
                ? t('backup.noneYet')
                : t('office.backup.last', { when: momentText(i18n.language, state.lastGoodAt) })}
            </Text>
            <Group>
              <Button
                variant="default"
                disabled={!connected}
                loading={busy === 'now' || state?.running === true}
                onClick={() => void copyNow()}
                data-testid="backup-now"
              >
                {t('office.backup.now')}
              </Button>
              <Button type="submit" disabled={typed === null} loading={busy === 'save'} data-testid="backup-save">
                {t('office.backup.save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </Fieldset>
    </form>
  )
}

interface BackupFieldsProps {
  readonly read: Output<'backup.read'>
  readonly draft: BackupDraft
  readonly errorOf: (field: BackupField) => string | undefined
  readonly change: (changes: Partial<BackupDraft>) => void
}

/** Where the copies go, for how long, and when one is made. */
function BackupFields({ read, draft, errorOf, change }: BackupFieldsProps) {
  const { t } = useTranslation()
  const field = (name: BackupField, hint: string) => ({
    label: t(`office.backup.${name}`),
    description: read.forced.includes(settingOf[name])
      ? t('office.settings.forced', { variable: settingVariables[settingOf[name]] })
      : hint,
    disabled: read.forced.includes(settingOf[name]),
    value: draft[name],
    error: errorOf(name),
    'data-testid': `backup-${name}`,
  })
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }} style={{ alignItems: 'start' }}>
      <TextInput
        {...field('folder', t('office.backup.folderHint', { folder: read.defaultFolder }))}
        onChange={(event) => change({ folder: event.currentTarget.value })}
      />
      <TextInput
        {...field('days', t('office.backup.daysHint'))}
        inputMode="numeric"
        onChange={(event) => change({ days: event.currentTarget.value })}
      />
      <TextInput
        {...field('hour', t('office.backup.hourHint'))}
        inputMode="numeric"
        onChange={(event) => change({ hour: event.currentTarget.value })}
      />
    </SimpleGrid>
  )
}

const settingOf = { folder: 'backupFolder', days: 'backupDays', hour: 'backupHour' } as const
