import { useState } from 'react'
import type { PlantLine } from '../../../shared/workplace.ts'
import type { Outcome } from '../outcome-notice.tsx'
import { useActs } from '../use-acts.ts'
import { OrderForm } from './order-form.tsx'
import { OrderList } from './order-list.tsx'
import { useOrderPages } from './use-order-pages.ts'

interface OrdersTabProps {
  /** Shown, and the database is there. */
  readonly wanted: boolean
  /** The line of this workstation: what a new order starts with. */
  readonly line: PlantLine
  readonly onUnsaved: (unsaved: boolean) => void
}

export function OrdersTab({ wanted, line, onUnsaved }: OrdersTabProps) {
  const pages = useOrderPages(wanted)
  const acts = useActs()
  const [isMaking, setMaking] = useState(false)

  function begin() {
    acts.say(null)
    setMaking(true)
  }

  function finish(made: Outcome | null) {
    setMaking(false)
    onUnsaved(false)
    acts.say(made)
    if (made !== null) void pages.reload()
  }

  return isMaking ? (
    <OrderForm line={line} onUnsaved={onUnsaved} onDone={finish} />
  ) : (
    <OrderList pages={pages} acts={acts} onNew={begin} />
  )
}
