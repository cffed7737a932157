import { Checkbox, Fieldset, SimpleGrid, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { stationPermission } from '../../../shared/domain/permissions.ts'
import { type EmployeeRole, otherPermissions, type PermissionKey } from '../../../shared/schemas/stored-words.ts'
import type { SessionState } from '../../../shared/state.ts'
import { plantLines, stationNumbers } from '../../../shared/workplace.ts'
import { mayGive } from './granting.ts'
import { withPermission } from './permission-names.ts'

interface PermissionFieldsProps {
  readonly role: EmployeeRole
  /** Who gives: what they may not give is not offered. */
  readonly session: SessionState
  readonly permissions: readonly PermissionKey[]
  readonly onChange: (permissions: readonly PermissionKey[]) => void
}

/** What a person may do: the stations as they stand on the floor, then the rest in words. */
export function PermissionFields({ role, session, permissions, onChange }: PermissionFieldsProps) {
  const { t } = useTranslation()
  const box = (key: PermissionKey) => ({
    checked: permissions.includes(key),
    onChange: (event: { readonly currentTarget: { readonly checked: boolean } }) =>
      onChange(withPermission(permissions, key, event.currentTarget.checked)),
    'data-testid': `permission-${key}`,
  })
  // Held already, but not for this person to give or take: named, so that nobody thinks they are not there.
  const beyond = otherPermissions.filter((key) => permissions.includes(key) && !mayGive(session, key))
  return (
    <Stack>
      {(role === 'super_admin' || role === 'admin') && <Text>{t(`office.employees.roleHints.${role}`)}</Text>}
      <Fieldset legend={t('office.employees.stationRights')}>
        <Table verticalSpacing={0} withRowBorders={false}>
          <Table.Tbody>
            {plantLines.map((line) => (
              <Table.Tr key={line}>
                <Table.Th scope="row">{t('office.lineNumber', { line })}</Table.Th>
                {stationNumbers.map((station) => (
                  <Table.Td key={station}>
                    <Checkbox
                      label={t(`office.employees.stationOf.${station}`)}
                      aria-label={t('office.employees.stationAt', { line, station })}
                      {...box(stationPermission(line, station))}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Fieldset>
      <Fieldset legend={t('office.employees.otherRights')}>
        <SimpleGrid cols={{ base: 1, lg: 2 }} verticalSpacing={0} style={{ alignItems: 'center' }}>
          {otherPermissions
            .filter((key) => mayGive(session, key))
            .map((key) => (
              <Checkbox key={key} label={t(`office.employees.permissions.${key}`)} {...box(key)} />
            ))}
        </SimpleGrid>
        {beyond.length > 0 && (
          <Text mt="xs">
            {t('office.employees.beyondYou', {
              rights: beyond.map((key) => t(`office.employees.permissions.${key}`)).join(', '),
            })}
          </Text>
        )}
      </Fieldset>
    </Stack>
  )
}
