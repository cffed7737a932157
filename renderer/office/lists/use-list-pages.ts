import { useCallback, useEffect, useRef, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { call } from '../../api.ts'
import type { Loaded } from '../use-load.ts'
import type { ListFilter } from './list-draft.ts'

type Page = Output<'lists.read'>
type Place = Page['next']

/** A page with the filter it is of: until the next one is there, it stays with its own columns. */
export interface ShownPage extends Page {
  readonly filter: ListFilter
}

export interface ListPages {
  readonly loaded: Loaded<ShownPage>
  readonly busy: boolean
  /** From 1. */
  readonly number: number
  readonly reload: () => Promise<void>
  readonly first: () => void
  readonly previous: () => void
  readonly next: () => void
}

interface Turn {
  readonly filter: ListFilter
  /** Where each page began, the one that is shown last: so a page back costs what a page on costs. */
  readonly places: readonly Place[]
}

const begin: readonly Place[] = [null]

/** One list, a page at a time. @param filter null: nothing is asked. */
export function useListPages(filter: ListFilter | null, wanted: boolean): ListPages {
  const [loaded, setLoaded] = useState<Loaded<ShownPage>>({ state: 'loading' })
  const [turn, setTurn] = useState<Turn | null>(null)
  const [busy, setBusy] = useState(false)
  const newest = useRef(0)
  // Another filter begins at its first page.
  const places = turn !== null && turn.filter === filter ? turn.places : begin

  const read = useCallback(async () => {
    if (filter === null) return
    newest.current += 1
    const mine = newest.current
    setBusy(true)
    const answer = await call('lists.read', { filter, after: places.at(-1) ?? null })
    if (mine !== newest.current) return
    setBusy(false)
    setLoaded(
      answer.ok ? { state: 'ready', value: { ...answer.value, filter } } : { state: 'failed', failure: answer.error },
    )
  }, [filter, places])

  useEffect(() => {
    if (wanted) void read()
  }, [wanted, read])

  const go = (next: readonly Place[]) => filter !== null && setTurn({ filter, places: next })
  return {
    loaded,
    busy,
    number: places.length,
    reload: read,
    first: () => go(begin),
    previous: () => go(places.slice(0, -1)),
    next: () => loaded.state === 'ready' && loaded.value.next !== null && go([...places, loaded.value.next]),
  }
}
