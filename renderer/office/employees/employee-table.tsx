import { Badge, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { EmployeeRow } from '../../../shared/contract/employees.ts'
import { stationPermission } from '../../../shared/domain/permissions.ts'
import type { EmployeeStatus } from '../../../shared/schemas/stored-words.ts'
import { plantLines, stationNumbers } from '../../../shared/workplace.ts'
import type { ColourRole } from '../../notices.ts'
import { DataTable, type TableColumn } from '../data-table.tsx'
import { StatusMark } from '../status-mark.tsx'

const statusRoles: Readonly<Record<EmployeeStatus, ColourRole>> = {
  active: 'good',
  on_leave: 'attention',
  suspended: 'stop',
  inactive: 'neutral',
}

interface EmployeeTableProps extends RowActs {
  readonly rows: readonly EmployeeRow[]
  /** Nobody changes somebody who may do more by role; such a row is only read. */
  readonly mayChange: (row: EmployeeRow) => boolean
}

interface RowActs {
  /** The employee whose act is under way. */
  readonly busy: string | null
  readonly onEdit: (row: EmployeeRow) => void
  readonly onPrint: (row: EmployeeRow) => void
  readonly onUnlock: (row: EmployeeRow) => void
}

export function EmployeeTable({ rows, mayChange, ...acts }: EmployeeTableProps) {
  const { t } = useTranslation()
  const column = (
    name: 'id' | 'name' | 'role' | 'status' | 'stations' | 'badge',
    cell: TableColumn<EmployeeRow>['cell'],
  ): TableColumn<EmployeeRow> => ({
    name,
    title: t(`office.employees.columns.${name}`),
    cell,
  })
  return (
    <DataTable
      panel={{ minWidth: 1120 }}
      marks={{ 'data-testid': 'employees-table' }}
      rows={rows}
      keyOf={(row) => row.employee_id}
      marksOf={(row) => ({ 'data-testid': `employee-row-${row.employee_id}` })}
      columns={[
        { ...column('id', (row) => row.employee_id), look: { fw: 700 } },
        column('name', ({ name, surname }) => (
          <>
            {name} {surname}
          </>
        )),
        column('role', (row) => t(`role.${row.role}`)),
        column('status', (row) => <StatusCell row={row} />),
        column('stations', (row) => <StationChips row={row} />),
        column('badge', (row) => t(row.hasBadge ? 'office.employees.badgeYesWord' : 'office.employees.badgeNoWord')),
        { name: 'acts', title: null, cell: (row) => mayChange(row) && <ActsCell row={row} {...acts} /> },
      ]}
    />
  )
}

function StatusCell({ row }: { readonly row: EmployeeRow }) {
  const { t } = useTranslation()
  return (
    <>
      <StatusMark role={statusRoles[row.status]} text={t(`office.employees.status.${row.status}`)} />
      {row.locked && (
        <Text size="sm" fw={700} c="red">
          {t('office.employees.locked')}
        </Text>
      )}
    </>
  )
}

function ActsCell({ row, busy, onEdit, onPrint, onUnlock }: RowActs & { readonly row: EmployeeRow }) {
  const { t } = useTranslation()
  const id = row.employee_id
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      {row.locked && (
        <Button
          variant="default"
          px="sm"
          disabled={busy === id}
          onClick={() => onUnlock(row)}
          data-testid={`employee-unlock-${id}`}
        >
          {t('office.employees.unlock')}
        </Button>
      )}
      <Button
        variant="default"
        px="sm"
        onClick={() => onEdit(row)}
        data-testid={`employee-edit-${id}`}
        aria-label={t('office.employees.editOf', { id })}
      >
        {t('office.employees.edit')}
      </Button>
      <Button
        variant="default"
        px="sm"
        loading={busy === id}
        onClick={() => onPrint(row)}
        data-testid={`employee-badge-${id}`}
        aria-label={t('office.employees.printBadgeOf', { id })}
      >
        {t('office.employees.printBadge')}
      </Button>
    </Group>
  )
}

function StationChips({ row }: { readonly row: EmployeeRow }) {
  const { t } = useTranslation()
  const others = row.permissions.filter((key) => !key.startsWith('production_line')).length
  const stations = plantLines.flatMap((line) =>
    stationNumbers
      .filter((station) => row.permissions.includes(stationPermission(line, station)))
      .map((station) => ({ line, station })),
  )
  return (
    <Group gap={4}>
      {stations.map(({ line, station }) => (
        <Badge key={`${line}-${station}`} variant="default" size="lg" radius="sm" tt="none">
          {t('office.employees.stationShort', { line, station })}
        </Badge>
      ))}
      {others > 0 && <Text size="sm">{t('office.employees.otherRightsCount', { others })}</Text>}
      {row.permissions.length === 0 && <Text c="dimmed">{t('office.employees.noRights')}</Text>}
    </Group>
  )
}
