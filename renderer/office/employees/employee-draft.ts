import type { CallInput } from '../../../shared/contract/index.ts'
import { isStrongPassword } from '../../../shared/domain/password-rule.ts'
import { emailForm, employeeIdForm, longestEmail, personNameLengths } from '../../../shared/schemas/stored-forms.ts'
import type { EmployeeRole, PermissionKey } from '../../../shared/schemas/stored-words.ts'
import { type FieldError, type FormReading, hasErrors, onlyErrors } from '../field-error.ts'

/** The form of a new employee, as typed. */
export interface EmployeeDraft {
  readonly id: string
  readonly name: string
  readonly surname: string
  readonly email: string
  readonly role: EmployeeRole
  readonly permissions: readonly PermissionKey[]
  readonly password: string
}
export type EmployeeField = keyof EmployeeDraft

export const emptyEmployee: EmployeeDraft = {
  id: '',
  name: '',
  surname: '',
  email: '',
  role: 'operator',
  permissions: [],
  password: '',
}

/** Reads the whole form. What passes here passes the contract's schema as well: both are made of the same forms. */
export function readEmployee(draft: EmployeeDraft): FormReading<CallInput<'employees.create'>, EmployeeField> {
  const id = draft.id.trim().toUpperCase()
  const email = draft.email.trim().toLowerCase()
  const errors = onlyErrors<EmployeeField>({
    id: employeeIdForm.test(id) ? undefined : missingOr(id, { key: 'office.employees.errors.id' }),
    name: nameError(draft.name, personNameLengths.name),
    surname: nameError(draft.surname, personNameLengths.surname),
    email:
      email === '' || (email.length <= longestEmail && emailForm.test(email))
        ? undefined
        : { key: 'office.employees.errors.email' },
    role: undefined,
    permissions: undefined,
    password: isStrongPassword(draft.password)
      ? undefined
      : missingOr(draft.password, { key: 'office.employees.errors.password' }),
  })
  if (hasErrors(errors)) return { ok: false, errors }
  return {
    ok: true,
    value: {
      employee_id: id,
      name: draft.name.trim(),
      surname: draft.surname.trim(),
      email,
      role: draft.role,
      permissions: [...draft.permissions],
      password: draft.password,
    },
  }
}

function missingOr(text: string, otherwise: FieldError): FieldError {
  return text === '' ? { key: 'common.required' } : otherwise
}

function nameError(text: string, { min, max }: { readonly min: number; readonly max: number }): FieldError | undefined {
  const typed = text.trim()
  if (typed.length < min) return missingOr(typed, { key: 'office.employees.errors.tooShort', params: { min } })
  return typed.length > max ? { key: 'office.errors.tooLong', params: { max, length: typed.length } } : undefined
}
