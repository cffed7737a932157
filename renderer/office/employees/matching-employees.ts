import type { EmployeeRow } from '../../../shared/contract/employees.ts'

/** The employees whose ID or name holds every word of the search, whatever the case and the accents. */
export function matchingEmployees(employees: readonly EmployeeRow[], search: string): readonly EmployeeRow[] {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '')
  return employees.filter((employee) => {
    const text = plain(`${employee.employee_id} ${employee.name} ${employee.surname}`)
    return words.every((word) => text.includes(word))
  })
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}
