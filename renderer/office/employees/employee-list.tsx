import { Button, Group, Stack, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EmployeeRow } from '../../../shared/contract/employees.ts'
import type { Output } from '../../../shared/contract/index.ts'
import type { SessionState } from '../../../shared/state.ts'
import type { Load } from '../../asking/loaded.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { EmptyNotice } from '../empty-notice.tsx'
import { LoadView } from '../load-view.tsx'
import { OutcomeNotice } from '../outcome-notice.tsx'
import type { Acts } from '../use-acts.ts'
import { printBadge, unlock } from './employee-acts.ts'
import { EmployeeTable } from './employee-table.tsx'
import { mayChange } from './granting.ts'
import { matchingEmployees } from './matching-employees.ts'

interface EmployeeListProps {
  readonly load: Load<Output<'employees.list'>>
  readonly acts: Acts
  readonly session: SessionState
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly onNew: () => void
  readonly onEdit: (employee: EmployeeRow) => void
}

/** Everybody of the plant, to be found, changed and given a badge. */
export function EmployeeList({ load, acts, session, search, onSearch, onNew, onEdit }: EmployeeListProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<EmployeeRow | null>(null)
  const print = (row: EmployeeRow) => void acts.act(row.employee_id, () => printBadge(row)).then(() => load.reload())
  const free = (row: EmployeeRow) => void acts.act(row.employee_id, () => unlock(row)).then(() => load.reload())

  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2}>{t('office.employees.title')}</Title>
        <Group>
          <TextInput
            placeholder={t('office.employees.search')}
            aria-label={t('office.employees.search')}
            value={search}
            onChange={(event) => onSearch(event.currentTarget.value)}
            data-testid="employee-search"
          />
          <Button variant="default" loading={load.busy} onClick={() => void load.reload()}>
            {t('office.refresh')}
          </Button>
          <Button onClick={onNew} data-testid="employee-new">
            {t('office.employees.new')}
          </Button>
        </Group>
      </Group>
      <OutcomeNotice outcome={acts.outcome} onClose={() => acts.say(null)} />
      <LoadView load={load} failed={t('office.employees.listFailed')}>
        {({ employees }) => {
          const rows = matchingEmployees(employees, search)
          if (rows.length === 0) return <NoEmployee isSearched={employees.length > 0} search={search.trim()} />
          return (
            <EmployeeTable
              rows={rows}
              mayChange={(row) => mayChange(session, row.role)}
              busy={acts.busy}
              onEdit={onEdit}
              // The first badge takes nothing from anybody; a new one stops the old, so that is asked first.
              onPrint={(row) => (row.hasBadge ? setAsking(row) : print(row))}
              onUnlock={free}
            />
          )
        }}
      </LoadView>
      {asking !== null && <BadgeQuestion row={asking} onClose={() => setAsking(null)} onYes={print} />}
    </Stack>
  )
}

function NoEmployee({ isSearched, search }: { readonly isSearched: boolean; readonly search: string }) {
  const { t } = useTranslation()
  return isSearched ? (
    <EmptyNotice title={t('office.employees.noMatch')} hint={t('office.employees.noMatchHint', { search })} />
  ) : (
    <EmptyNotice title={t('office.employees.empty')} hint={t('office.employees.emptyHint')} />
  )
}

interface BadgeQuestionProps {
  readonly row: EmployeeRow
  readonly onClose: () => void
  readonly onYes: (row: EmployeeRow) => void
}

function BadgeQuestion({ row, onClose, onYes }: BadgeQuestionProps) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog
      title={t('office.employees.badgeTitle', { id: row.employee_id })}
      text={t('office.employees.badgeText', { name: `${row.name} ${row.surname}` })}
      confirm={t('office.employees.badgeYes')}
      testId="employee-badge-confirm"
      onCancel={onClose}
      onConfirm={() => {
        onClose()
        onYes(row)
      }}
    />
  )
}
