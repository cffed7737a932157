import { SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/contract/index.ts'
import type { SessionState } from '../../../shared/state.ts'
import { call } from '../../api.ts'
import { FormTitle } from '../form-title.tsx'
import type { Outcome } from '../outcome-notice.tsx'
import { SavedForm } from '../saved-form.tsx'
import { type Sent, useDraftForm } from '../use-draft-form.ts'
import { type EmployeeField, emptyEmployee, readEmployee } from './employee-draft.ts'
import { rolesToGive } from './granting.ts'
import { PermissionFields } from './permission-fields.tsx'
import { PersonFields } from './person-fields.tsx'

interface EmployeeFormProps {
  readonly session: SessionState
  readonly onUnsaved: (unsaved: boolean) => void
  /** Left: with what was made, or without anything. */
  readonly onDone: (made: Outcome | null) => void
}

export function EmployeeForm({ session, onUnsaved, onDone }: EmployeeFormProps) {
  const { t } = useTranslation()
  const { fields, saving, wrong } = useDraftForm({
    start: () => emptyEmployee,
    read: readEmployee,
    send: sendEmployee,
    onUnsaved,
    onDone,
  })
  return (
    <SavedForm
      label={t('office.employees.newTitle')}
      saving={saving}
      wrong={wrong}
      save={t('office.employees.save')}
      saveTestId="employee-save"
      cancel={t('office.employees.discard')}
      onCancel={() => onDone(null)}
    >
      <FormTitle text={t('office.employees.newTitle')} />
      <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
        <PersonFields {...fields} roles={rolesToGive(session)} />
        <PermissionFields
          role={fields.draft.role}
          session={session}
          permissions={fields.draft.permissions}
          onChange={(permissions) => fields.change({ permissions })}
        />
      </SimpleGrid>
    </SavedForm>
  )
}

async function sendEmployee(employee: CallInput<'employees.create'>): Promise<Sent<EmployeeField>> {
  const answer = await call('employees.create', employee)
  const params = { id: employee.employee_id, name: `${employee.name} ${employee.surname}` }
  if (answer.ok) return { done: { done: true, key: 'office.employees.made', params } }
  switch (answer.error.code) {
    case 'already-exists':
      return { refused: { id: { key: 'office.employees.errors.taken', params } } }
    case 'password-too-weak':
      return { refused: { password: { key: 'office.employees.errors.password' } } }
    default:
      return { failed: { done: false, key: 'office.employees.notMade', params, failure: answer.error } }
  }
}
