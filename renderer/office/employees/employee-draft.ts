import type { CallInput } from '../../../shared/contract/index.ts'
import type { EmployeeRole, PermissionKey } from '../../../shared/schemas/employee.ts'
import { type FieldError, type FormReading, hasErrors, onlyErrors } from '../field-error.ts'
import { brokenPasswordRules } from './password-rule.ts'

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

/** Reads the whole form. What passes here passes the contract's schema as well (the test holds it to that). */
export function readEmployee(draft: EmployeeDraft): FormReading<CallInput<'employees.create'>, EmployeeField> {
  const id = draft.id.trim().toUpperCase()
  const email = draft.email.trim().toLowerCase()
  const errors = onlyErrors<EmployeeField>({
    id: /^[A-Z0-9_-]{3,20}$/.test(id) ? undefined : missingOr(id, { key: 'office.employees.errors.id' }),
    name: nameError(draft.name, 50),
    surname: nameError(draft.surname, 100),
    email:
      email === '' || (email.length <= 200 && /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email))
        ? undefined
        : { key: 'office.employees.errors.email' },
    role: undefined,
    permissions: undefined,
    password:
      brokenPasswordRules(draft.password).length === 0
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

/** The platform's reader fails on a name or surname of one letter. */
function nameError(text: string, max: number): FieldError | undefined {
  const typed = text.trim()
  if (typed.length < 2) return missingOr(typed, { key: 'office.employees.errors.tooShort', params: { min: 2 } })
  return typed.length > max ? { key: 'office.errors.tooLong', params: { max, length: typed.length } } : undefined
}
