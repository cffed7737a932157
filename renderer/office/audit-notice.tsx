import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlantEventRow } from '../../shared/contract/audit.ts'
import { isStrongPassword } from '../../shared/domain/password-rule.ts'
import type { Failure } from '../../shared/result.ts'
import { call } from '../api.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { momentText } from '../sentence.ts'
import { FailureNotice } from './failure-notice.tsx'
import { ReplacedFigures } from './replaced-figures.tsx'

/** What was done to the plant past its screens: each administrator sees it until they have read it. */
export function AuditNotice() {
  const { t, i18n } = useTranslation()
  const load = useAnswer('audit.unseen', {}, { occasion: 'once' })
  if (load.loaded.state !== 'ready') return null
  const { events, moreFigures, ownPasswordDue } = load.loaded.value
  const plant = events.filter((event) => event.kind !== 'figures-replaced')
  const figures = events.filter((event) => event.kind === 'figures-replaced')
  if (events.length === 0 && !ownPasswordDue) return null

  function sentence(event: PlantEventRow): string {
    const key = event.kind === 'copy-restored' ? 'restored' : event.made ? 'made' : 'recovered'
    return t(`office.audit.${key}`, {
      when: momentText(i18n.language, event.at),
      copy: momentText(i18n.language, event.copyOf),
      employee: event.employeeId,
      host: event.host,
      user: event.osUser,
    })
  }

  async function read(id: string) {
    await call('audit.markSeen', { id })
    await load.reload()
  }

  return (
    <Stack mb="md">
      {ownPasswordDue && <OwnPassword />}
      {plant.map((event) => (
        <Alert key={event.id} color="yellow" variant="outline" role="status" data-testid="audit-event">
          <Group justify="space-between" wrap="nowrap">
            <Text>{sentence(event)}</Text>
            <Button variant="default" flex="none" onClick={() => void read(event.id)} data-testid="audit-seen">
              {t('office.audit.seen')}
            </Button>
          </Group>
        </Alert>
      ))}
      {figures.length > 0 && <ReplacedFigures rows={figures} more={moreFigures} onRead={load.reload} />}
    </Stack>
  )
}

function OwnPassword() {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Failure['error'] | null>(null)

  async function save(event: FormEvent) {
    event.preventDefault()
    if (busy || !isStrongPassword(password)) return
    setBusy(true)
    const answer = await call('audit.setOwnPassword', { password })
    setBusy(false)
    // Done, the sign-in ends within seconds and the sign-in screen takes over.
    setFailed(answer.ok ? null : answer.error)
  }

  return (
    <Alert color="red" variant="outline" title={t('office.audit.ownTitle')} data-testid="own-password-due">
      <form onSubmit={(event) => void save(event)}>
        <Text mb="xs">{t('office.audit.ownText')}</Text>
        <Group align="flex-end">
          <PasswordInput
            flex={1}
            label={t('office.audit.ownPassword')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            data-testid="own-password"
          />
          <Button type="submit" loading={busy} disabled={!isStrongPassword(password)} data-testid="own-password-save">
            {t('office.audit.ownSave')}
          </Button>
        </Group>
        <Text size="sm" mt={4}>
          {t('office.audit.ownHint')}
        </Text>
        {failed !== null && <FailureNotice title={t('office.audit.ownFailed')} failure={failed} />}
      </form>
    </Alert>
  )
}
