import type { EmployeeRow } from '../../../shared/contract/employees.ts'
import { call } from '../../api.ts'
import type { Outcome } from '../outcome-notice.tsx'

export async function printBadge(row: EmployeeRow): Promise<Outcome> {
  const params = namesOf(row)
  const answer = await call('employees.printBadge', { employee_id: row.employee_id })
  return answer.ok
    ? { done: true, key: 'office.employees.badgeDone', params, file: answer.value.file }
    : { done: false, key: 'office.employees.badgeFailed', params, failure: answer.error }
}

export async function unlock(row: EmployeeRow): Promise<Outcome> {
  const params = namesOf(row)
  const answer = await call('employees.unlock', { employee_id: row.employee_id })
  return answer.ok
    ? { done: true, key: 'office.employees.unlocked', params }
    : { done: false, key: 'office.employees.notUnlocked', params, failure: answer.error }
}

function namesOf(row: EmployeeRow) {
  return { id: row.employee_id, name: `${row.name} ${row.surname}` }
}
