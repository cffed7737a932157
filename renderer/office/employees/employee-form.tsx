import { Fieldset, NativeSelect, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isRuleKept, passwordRules } from '../../../shared/domain/password-rule.ts'
import type { SessionState } from '../../../shared/state.ts'
import { call } from '../../api.ts'
import { type FieldErrors, hasErrors } from '../field-error.ts'
import { focusFirstError } from '../focus-first-error.ts'
import { FormFooter } from '../form-footer.tsx'
import { FormTitle } from '../form-title.tsx'
import type { Outcome } from '../outcome-notice.tsx'
import { useFieldText } from '../use-field-text.ts'
import { type EmployeeDraft, type EmployeeField, emptyEmployee, readEmployee } from './employee-draft.ts'
import { rolesToGive } from './granting.ts'
import { PermissionFields } from './permission-fields.tsx'

interface EmployeeFormProps {
  readonly session: SessionState
  readonly onUnsaved: (unsaved: boolean) => void
  /** Left: with what was made, or without anything. */
  readonly onDone: (made: Outcome | null) => void
}

export function EmployeeForm({ session, onUnsaved, onDone }: EmployeeFormProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(emptyEmployee)
  const [checked, setChecked] = useState(false)
  /** What the server refused about one field, until that field changes. */
  const [refused, setRefused] = useState<FieldErrors<EmployeeField>>({})
  const [saving, setSaving] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const form = useRef<HTMLFormElement>(null)

  const reading = readEmployee(draft)
  const errors: FieldErrors<EmployeeField> = { ...(checked && !reading.ok && reading.errors), ...refused }
  const errorOf = useFieldText(errors)

  function change(changes: Partial<EmployeeDraft>) {
    setDraft((before) => ({ ...before, ...changes }))
    setRefused({})
    onUnsaved(true)
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    if (saving) return
    setChecked(true)
    setOutcome(null)
    if (!reading.ok || hasErrors(errors)) {
      focusFirstError(form.current)
      return
    }
    setSaving(true)
    const employee = reading.value
    const answer = await call('employees.create', employee)
    setSaving(false)
    const params = { id: employee.employee_id, name: `${employee.name} ${employee.surname}` }
    if (answer.ok) {
      onDone({ done: true, key: 'office.employees.made', params })
    } else if (answer.error.code === 'already-exists') {
      setRefused({ id: { key: 'office.employees.errors.taken', params } })
      focusFirstError(form.current)
    } else if (answer.error.code === 'password-too-weak') {
      setRefused({ password: { key: 'office.employees.errors.password' } })
      focusFirstError(form.current)
    } else {
      setOutcome({ done: false, key: 'office.employees.notMade', params, failure: answer.error })
    }
  }

  return (
    <form ref={form} noValidate onSubmit={(event) => void save(event)} aria-label={t('office.employees.newTitle')}>
      <Stack>
        <FormTitle text={t('office.employees.newTitle')} />
        <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
          <Fieldset legend={t('office.employees.personLegend')}>
            <Stack>
              <TextInput
                label={t('office.employees.fields.id')}
                description={t('office.employees.hints.id')}
                required
                autoFocus
                value={draft.id}
                error={errorOf('id')}
                onChange={(event) => change({ id: event.currentTarget.value.toUpperCase() })}
                data-testid="employee-id"
              />
              <SimpleGrid cols={2}>
                <TextInput
                  label={t('office.employees.fields.name')}
                  required
                  value={draft.name}
                  error={errorOf('name')}
                  onChange={(event) => change({ name: event.currentTarget.value })}
                  data-testid="employee-name"
                />
                <TextInput
                  label={t('office.employees.fields.surname')}
                  required
                  value={draft.surname}
                  error={errorOf('surname')}
                  onChange={(event) => change({ surname: event.currentTarget.value })}
                  data-testid="employee-surname"
                />
              </SimpleGrid>
              <TextInput
                label={t('office.employees.fields.email')}
                inputMode="email"
                value={draft.email}
                error={errorOf('email')}
                onChange={(event) => change({ email: event.currentTarget.value })}
                data-testid="employee-email"
              />
              <NativeSelect
                label={t('office.employees.fields.role')}
                description={t('office.employees.hints.role')}
                value={draft.role}
                onChange={(event) => {
                  const role = rolesToGive(session).find((known) => known === event.currentTarget.value)
                  if (role !== undefined) change({ role })
                }}
                data={rolesToGive(session).map((value) => ({ value, label: t(`role.${value}`) }))}
                data-testid="employee-role"
              />
              <PasswordInput
                label={t('office.employees.fields.password')}
                required
                autoComplete="new-password"
                value={draft.password}
                error={errorOf('password')}
                onChange={(event) => change({ password: event.currentTarget.value })}
                visibilityToggleButtonProps={{ 'aria-label': t('office.employees.showPassword'), tabIndex: 0 }}
                data-testid="employee-password"
              />
              <PasswordRuleList password={draft.password} />
            </Stack>
          </Fieldset>
          <PermissionFields
            role={draft.role}
            session={session}
            permissions={draft.permissions}
            onChange={(permissions) => change({ permissions })}
          />
        </SimpleGrid>
        <FormFooter
          outcome={outcome}
          onCloseOutcome={() => setOutcome(null)}
          save={t('office.employees.save')}
          saveTestId="employee-save"
          wrong={Object.keys(errors).length}
          saving={saving}
          cancel={t('office.employees.discard')}
          onCancel={() => onDone(null)}
        />
      </Stack>
    </form>
  )
}

/** The rule, part by part, each with a sign and a word: what is kept and what is still missing. */
function PasswordRuleList({ password }: { readonly password: string }) {
  const { t } = useTranslation()
  return (
    <Stack gap={2} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {passwordRules.map((rule) => {
        const kept = isRuleKept(rule, password)
        return (
          <Text component="li" key={rule} fw={kept ? 400 : 600}>
            {kept ? '✓' : '○'} {t(`office.employees.passwordRules.${rule}`)}
          </Text>
        )
      })}
    </Stack>
  )
}
