import { useCallback, useEffect, useRef, useState } from 'react'
import type { OrderRow } from '../../../shared/contract/orders.ts'
import type { Failure } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import type { Loaded } from '../use-load.ts'

export interface OrderPages {
  readonly loaded: Loaded<readonly OrderRow[]>
  readonly more: boolean
  readonly busy: boolean
  /** The next page could not be read; what is there stays. */
  readonly moreFailed: Failure['error'] | null
  readonly reload: () => Promise<void>
  readonly loadMore: () => Promise<void>
  /** Shows a step that the server has just taken, without losing the pages that were opened. */
  readonly showStatus: (orderNumber: string, status: OrderRow['status']) => void
}

/** The orders, newest first, page by page: each page begins after the last row of the one before. */
export function useOrderPages(wanted: boolean): OrderPages {
  const [loaded, setLoaded] = useState<Loaded<readonly OrderRow[]>>({ state: 'loading' })
  const [more, setMore] = useState(false)
  const [busy, setBusy] = useState(false)
  const [moreFailed, setMoreFailed] = useState<Failure['error'] | null>(null)
  const newest = useRef(0)

  const reload = useCallback(async () => {
    newest.current += 1
    const mine = newest.current
    setBusy(true)
    setMoreFailed(null)
    const answer = await call('orders.list', { before: null })
    if (mine !== newest.current) return
    setBusy(false)
    setMore(answer.ok && answer.value.more)
    setLoaded(answer.ok ? { state: 'ready', value: answer.value.orders } : { state: 'failed', failure: answer.error })
  }, [])

  const rows = loaded.state === 'ready' ? loaded.value : undefined
  const loadMore = useCallback(async () => {
    const last = rows?.at(-1)
    if (rows === undefined || last === undefined) return
    newest.current += 1
    const mine = newest.current
    setBusy(true)
    setMoreFailed(null)
    const answer = await call('orders.list', {
      before: { created_at: last.created_at, order_number: last.order_number },
    })
    if (mine !== newest.current) return
    setBusy(false)
    if (!answer.ok) {
      setMoreFailed(answer.error)
      return
    }
    setMore(answer.value.more)
    setLoaded({ state: 'ready', value: [...rows, ...answer.value.orders] })
  }, [rows])

  const showStatus = useCallback((orderNumber: string, status: OrderRow['status']) => {
    setLoaded((before) =>
      before.state === 'ready'
        ? {
            state: 'ready',
            value: before.value.map((row) => (row.order_number === orderNumber ? { ...row, status } : row)),
          }
        : before,
    )
  }, [])

  useEffect(() => {
    if (wanted) void reload()
  }, [wanted, reload])

  return { loaded, more, busy, moreFailed, reload, loadMore, showStatus }
}
