import { Button, Group, Stack, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EmployeeRow } from '../../../shared/contract/employees.ts'
import type { SessionState } from '../../../shared/state.ts'
import { call } from '../../api.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { EmptyNotice } from '../empty-notice.tsx'
import { LoadView } from '../load-view.tsx'
import { type Outcome, OutcomeNotice } from '../outcome-notice.tsx'
import { useLoad } from '../use-load.ts'
import { EmployeeEditor } from './employee-editor.tsx'
import { EmployeeForm } from './employee-form.tsx'
import { EmployeeTable } from './employee-table.tsx'
import { mayChange } from './granting.ts'
import { matchingEmployees } from './matching-employees.ts'

interface EmployeesTabProps {
  /** Shown, and the database is there. */
  readonly wanted: boolean
  /** Who is signed in: decides what the forms offer. */
  readonly session: SessionState
  readonly onUnsaved: (unsaved: boolean) => void
}

type Page =
  | { readonly show: 'list' }
  | { readonly show: 'new' }
  | { readonly show: 'edit'; readonly employee: EmployeeRow }

export function EmployeesTab({ wanted, session, onUnsaved }: EmployeesTabProps) {
  const { t } = useTranslation()
  const load = useLoad(() => call('employees.list', {}), wanted && 'shown')
  const [page, setPage] = useState<Page>({ show: 'list' })
  const [search, setSearch] = useState('')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [asking, setAsking] = useState<EmployeeRow | null>(null)

  function open(next: Page) {
    setOutcome(null)
    setPage(next)
  }

  function close(came: Outcome | null) {
    setPage({ show: 'list' })
    onUnsaved(false)
    setOutcome(came)
    // Also after "discard": a part may have been saved before the rest failed.
    void load.reload()
  }

  async function printBadge(row: EmployeeRow) {
    setOutcome(null)
    setBusy(row.employee_id)
    const params = { id: row.employee_id, name: `${row.name} ${row.surname}` }
    const answer = await call('employees.printBadge', { employee_id: row.employee_id })
    setBusy(null)
    setOutcome(
      answer.ok
        ? { done: true, key: 'office.employees.badgeDone', params, file: answer.value.file }
        : { done: false, key: 'office.employees.badgeFailed', params, failure: answer.error },
    )
    void load.reload()
  }

  async function unlock(row: EmployeeRow) {
    setOutcome(null)
    setBusy(row.employee_id)
    const params = { id: row.employee_id, name: `${row.name} ${row.surname}` }
    const answer = await call('employees.unlock', { employee_id: row.employee_id })
    setBusy(null)
    setOutcome(
      answer.ok
        ? { done: true, key: 'office.employees.unlocked', params }
        : { done: false, key: 'office.employees.notUnlocked', params, failure: answer.error },
    )
    void load.reload()
  }

  switch (page.show) {
    case 'new':
      return <EmployeeForm session={session} onUnsaved={onUnsaved} onDone={close} />
    case 'edit':
      return <EmployeeEditor employee={page.employee} session={session} onUnsaved={onUnsaved} onDone={close} />
    case 'list':
      return (
        <Stack>
          <Group justify="space-between">
            <Title order={2}>{t('office.employees.title')}</Title>
            <Group>
              <TextInput
                placeholder={t('office.employees.search')}
                aria-label={t('office.employees.search')}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
                data-testid="employee-search"
              />
              <Button variant="default" loading={load.busy} onClick={() => void load.reload()}>
                {t('office.refresh')}
              </Button>
              <Button onClick={() => open({ show: 'new' })} data-testid="employee-new">
                {t('office.employees.new')}
              </Button>
            </Group>
          </Group>
          <OutcomeNotice outcome={outcome} onClose={() => setOutcome(null)} />
          <LoadView load={load} failed={t('office.employees.listFailed')}>
            {({ employees }) => {
              const rows = matchingEmployees(employees, search)
              return rows.length === 0 ? (
                <EmptyNotice
                  title={t(employees.length === 0 ? 'office.employees.empty' : 'office.employees.noMatch')}
                  hint={t(employees.length === 0 ? 'office.employees.emptyHint' : 'office.employees.noMatchHint', {
                    search: search.trim(),
                  })}
                />
              ) : (
                <EmployeeTable
                  rows={rows}
                  mayChange={(row) => mayChange(session, row.role)}
                  busy={busy}
                  onEdit={(employee) => open({ show: 'edit', employee })}
                  // The first badge takes nothing from anybody; a new one stops the old, so that is asked first.
                  onPrint={(row) => (row.hasBadge ? setAsking(row) : void printBadge(row))}
                  onUnlock={(row) => void unlock(row)}
                />
              )
            }}
          </LoadView>
          {asking !== null && (
            <ConfirmDialog
              title={t('office.employees.badgeTitle', { id: asking.employee_id })}
              text={t('office.employees.badgeText', { name: `${asking.name} ${asking.surname}` })}
              confirm={t('office.employees.badgeYes')}
              testId="employee-badge-confirm"
              onCancel={() => setAsking(null)}
              onConfirm={() => {
                setAsking(null)
                void printBadge(asking)
              }}
            />
          )}
        </Stack>
      )
  }
}
