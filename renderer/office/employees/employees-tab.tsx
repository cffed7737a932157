import { useState } from 'react'
import type { EmployeeRow } from '../../../shared/contract/employees.ts'
import type { SessionState } from '../../../shared/state.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import type { Outcome } from '../outcome-notice.tsx'
import { useActs } from '../use-acts.ts'
import { EmployeeEditor } from './employee-editor.tsx'
import { EmployeeForm } from './employee-form.tsx'
import { EmployeeList } from './employee-list.tsx'

interface EmployeesTabProps {
  /** Shown, and the database is there. */
  readonly wanted: boolean
  /** Who is signed in: decides what the forms offer. */
  readonly session: SessionState
  readonly onUnsaved: (unsaved: boolean) => void
}

type Page =
  | { readonly show: 'list' }
  | { readonly show: 'new' }
  | { readonly show: 'edit'; readonly employee: EmployeeRow }

export function EmployeesTab({ wanted, session, onUnsaved }: EmployeesTabProps) {
  const load = useAnswer('employees.list', {}, { occasion: wanted && 'shown' })
  const acts = useActs()
  const [page, setPage] = useState<Page>({ show: 'list' })
  const [search, setSearch] = useState('')

  function open(next: Page) {
    acts.say(null)
    setPage(next)
  }

  function close(came: Outcome | null) {
    setPage({ show: 'list' })
    onUnsaved(false)
    acts.say(came)
    // Also after "discard": a part may have been saved before the rest failed.
    void load.reload()
  }

  switch (page.show) {
    case 'new':
      return <EmployeeForm session={session} onUnsaved={onUnsaved} onDone={close} />
    case 'edit':
      return <EmployeeEditor employee={page.employee} session={session} onUnsaved={onUnsaved} onDone={close} />
    case 'list':
      return (
        <EmployeeList
          load={load}
          acts={acts}
          session={session}
          search={search}
          onSearch={setSearch}
          onNew={() => open({ show: 'new' })}
          onEdit={(employee) => open({ show: 'edit', employee })}
        />
      )
  }
}
