import { Fieldset, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isRuleKept, passwordRules } from '../../../shared/domain/password-rule.ts'
import type { EmployeeRole } from '../../../shared/schemas/stored-words.ts'
import { ChoiceField } from '../choice-field.tsx'
import type { FieldsProps } from '../use-draft-form.ts'
import type { EmployeeDraft } from './employee-draft.ts'

interface PersonFieldsProps extends FieldsProps<EmployeeDraft> {
  /** Those that the person signed in may give. */
  readonly roles: readonly EmployeeRole[]
}

/** Who the employee is, what they are, and their first password. */
export function PersonFields({ draft, change, errorOf, roles }: PersonFieldsProps) {
  const { t } = useTranslation()
  return (
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
          {(['name', 'surname'] as const).map((name) => (
            <TextInput
              key={name}
              label={t(`office.employees.fields.${name}`)}
              required
              value={draft[name]}
              error={errorOf(name)}
              onChange={(event) => change({ [name]: event.currentTarget.value })}
              data-testid={`employee-${name}`}
            />
          ))}
        </SimpleGrid>
        <TextInput
          label={t('office.employees.fields.email')}
          inputMode="email"
          value={draft.email}
          error={errorOf('email')}
          onChange={(event) => change({ email: event.currentTarget.value })}
          data-testid="employee-email"
        />
        <ChoiceField
          label={t('office.employees.fields.role')}
          description={t('office.employees.hints.role')}
          words={roles}
          value={draft.role}
          textOf={(value) => t(`role.${value}`)}
          onChoose={(role) => change({ role })}
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
