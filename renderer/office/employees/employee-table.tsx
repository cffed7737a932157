import { Badge, Button, Group, Paper, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { EmployeeRow } from '../../../shared/contract/employees.ts'
import { stationPermission } from '../../../shared/domain/permissions.ts'
import type { EmployeeStatus } from '../../../shared/schemas/stored-words.ts'
import { plantLines, stationNumbers } from '../../../shared/workplace.ts'
import type { ColourRole } from '../../notices.ts'
import { ActionsHead } from '../actions-head.tsx'
import { StatusMark } from '../status-mark.tsx'

const statusRoles: Readonly<Record<EmployeeStatus, ColourRole>> = {
  active: 'good',
  on_leave: 'attention',
  suspended: 'stop',
  inactive: 'neutral',
}

interface EmployeeTableProps {
  readonly rows: readonly EmployeeRow[]
  /** The employee whose act is under way. */
  readonly busy: string | null
  /** Nobody changes somebody who may do more by role; such a row is only read. */
  readonly mayChange: (row: EmployeeRow) => boolean
  readonly onEdit: (row: EmployeeRow) => void
  readonly onPrint: (row: EmployeeRow) => void
  readonly onUnlock: (row: EmployeeRow) => void
}

export function EmployeeTable({ rows, busy, mayChange, onEdit, onPrint, onUnlock }: EmployeeTableProps) {
  const { t } = useTranslation()
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={1120}>
        <Table verticalSpacing="sm" data-testid="employees-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('office.employees.columns.id')}</Table.Th>
              <Table.Th>{t('office.employees.columns.name')}</Table.Th>
              <Table.Th>{t('office.employees.columns.role')}</Table.Th>
              <Table.Th>{t('office.employees.columns.status')}</Table.Th>
              <Table.Th>{t('office.employees.columns.stations')}</Table.Th>
              <Table.Th>{t('office.employees.columns.badge')}</Table.Th>
              <ActionsHead />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.employee_id} data-testid={`employee-row-${row.employee_id}`}>
                <Table.Td fw={700}>{row.employee_id}</Table.Td>
                <Table.Td>
                  {row.name} {row.surname}
                </Table.Td>
                <Table.Td>{t(`role.${row.role}`)}</Table.Td>
                <Table.Td>
                  <StatusMark role={statusRoles[row.status]} text={t(`office.employees.status.${row.status}`)} />
                  {row.locked && (
                    <Text size="sm" fw={700} c="red">
                      {t('office.employees.locked')}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <StationChips row={row} />
                </Table.Td>
                <Table.Td>
                  {t(row.hasBadge ? 'office.employees.badgeYesWord' : 'office.employees.badgeNoWord')}
                </Table.Td>
                <Table.Td>
                  {mayChange(row) && (
                    <Group gap="xs" wrap="nowrap" justify="flex-end">
                      {row.locked && (
                        <Button
                          variant="default"
                          px="sm"
                          disabled={busy === row.employee_id}
                          onClick={() => onUnlock(row)}
                          data-testid={`employee-unlock-${row.employee_id}`}
                        >
                          {t('office.employees.unlock')}
                        </Button>
                      )}
                      <Button
                        variant="default"
                        px="sm"
                        onClick={() => onEdit(row)}
                        data-testid={`employee-edit-${row.employee_id}`}
                        aria-label={t('office.employees.editOf', { id: row.employee_id })}
                      >
                        {t('office.employees.edit')}
                      </Button>
                      <Button
                        variant="default"
                        px="sm"
                        loading={busy === row.employee_id}
                        onClick={() => onPrint(row)}
                        data-testid={`employee-badge-${row.employee_id}`}
                        aria-label={t('office.employees.printBadgeOf', { id: row.employee_id })}
                      >
                        {t('office.employees.printBadge')}
                      </Button>
                    </Group>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
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
