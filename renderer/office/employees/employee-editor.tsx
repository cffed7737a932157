import { Alert, Fieldset, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EmployeeRow } from '../../../shared/contract/employees.ts'
import { employeeStatuses, type PermissionKey } from '../../../shared/schemas/stored-words.ts'
import type { SessionState } from '../../../shared/state.ts'
import { call } from '../../api.ts'
import { ChoiceField } from '../choice-field.tsx'
import { FormTitle } from '../form-title.tsx'
import type { Outcome } from '../outcome-notice.tsx'
import { SavedForm } from '../saved-form.tsx'
import { useSaving } from '../use-saving.ts'
import { PermissionFields } from './permission-fields.tsx'
import { samePermissions } from './permission-names.ts'

interface EmployeeEditorProps {
  readonly employee: EmployeeRow
  readonly session: SessionState
  readonly onUnsaved: (unsaved: boolean) => void
  readonly onDone: (changed: Outcome | null) => void
}

/** Status and permissions of one employee. Only what was changed is sent, so that nobody else's change is undone. */
export function EmployeeEditor({ employee, session, onUnsaved, onDone }: EmployeeEditorProps) {
  const { t } = useTranslation()
  // What the server holds now: permissions may be saved while the status after them fails.
  const [kept, setKept] = useState<readonly PermissionKey[]>(employee.permissions)
  const [status, setStatus] = useState(employee.status)
  const [permissions, setPermissions] = useState<readonly PermissionKey[]>(employee.permissions)
  // The main process lets nobody shut themselves out.
  const isSelf = session.employeeId === employee.employee_id
  const params = { id: employee.employee_id, name: `${employee.name} ${employee.surname}` }

  const saving = useSaving(true, async () => {
    if (!samePermissions(permissions, kept)) {
      const answer = await call('employees.setPermissions', {
        employee_id: employee.employee_id,
        permissions: [...permissions],
      })
      if (!answer.ok) return { done: false, key: 'office.employees.notChanged', params, failure: answer.error }
      setKept(permissions)
    }
    if (status !== employee.status) {
      const answer = await call('employees.setStatus', { employee_id: employee.employee_id, status })
      if (!answer.ok) return { done: false, key: 'office.employees.statusNotChanged', params, failure: answer.error }
    }
    onDone({ done: true, key: 'office.employees.changed', params })
    return null
  })

  return (
    <SavedForm
      label={t('office.employees.editTitle', params)}
      saving={saving}
      wrong={0}
      save={t('office.employees.saveChanges')}
      saveTestId="employee-save"
      cancel={t('office.employees.discardChanges')}
      onCancel={() => onDone(null)}
    >
      <FormTitle text={t('office.employees.editTitle', params)} />
      <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
        <Fieldset legend={t('office.employees.personLegend')}>
          <Stack>
            <Text>{t('office.employees.roleIs', { role: t(`role.${employee.role}`) })}</Text>
            {isSelf ? (
              <Text>{t('office.employees.statusOfSelf')}</Text>
            ) : (
              <ChoiceField
                label={t('office.employees.fields.status')}
                description={t(`office.employees.statusHints.${status}`)}
                value={status}
                words={employeeStatuses}
                textOf={(value) => t(`office.employees.status.${value}`)}
                onChoose={(chosen) => {
                  setStatus(chosen)
                  onUnsaved(true)
                }}
                data-testid="employee-status"
              />
            )}
            {employee.locked && (
              <Alert color="red" variant="outline">
                {t('office.employees.lockedHint')}
              </Alert>
            )}
          </Stack>
        </Fieldset>
        <PermissionFields
          role={employee.role}
          session={session}
          permissions={permissions}
          onChange={(changed) => {
            setPermissions(changed)
            onUnsaved(true)
          }}
        />
      </SimpleGrid>
    </SavedForm>
  )
}
