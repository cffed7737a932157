import { useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import type { Load, Loaded } from '../../asking/loaded.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import type { ListFilter } from './list-draft.ts'

type Page = Output<'lists.read'>
type PageStart = Page['next']

/** A page with the filter it is of: until the next one is there, it stays with its own columns. */
interface ShownPage extends Page {
  readonly filter: ListFilter
}

export interface ListPages extends Load<ShownPage> {
  /** From 1. */
  readonly number: number
  readonly first: () => void
  readonly previous: () => void
  readonly next: () => void
}

interface Opened {
  readonly filter: ListFilter
  /** Where each page began, the one that is shown last: so a page back costs what a page on costs. */
  readonly starts: readonly PageStart[]
}

const begin: readonly PageStart[] = [null]

/** One list, a page at a time. @param filter null: nothing is asked. */
export function useListPages(filter: ListFilter | null, wanted: boolean): ListPages {
  const [opened, setOpened] = useState<Opened | null>(null)
  // Another filter begins at its first page.
  const starts = opened !== null && opened.filter === filter ? opened.starts : begin
  const load = useAnswer('lists.read', filter === null ? null : { filter, after: starts.at(-1) ?? null }, {
    occasion: wanted && 'shown',
  })
  const { loaded, answered, reload } = load
  // The same filter given again asks again: it is how a list is read anew.
  useEffect(() => {
    if (filter !== null && wanted) void reload()
  }, [filter, wanted, reload])

  const go = (next: readonly PageStart[]) => filter !== null && setOpened({ filter, starts: next })
  const next = loaded.state === 'ready' ? loaded.value.next : null
  return {
    loaded: withFilter(loaded, answered?.filter),
    busy: load.busy,
    number: starts.length,
    reload,
    first: () => go(begin),
    previous: () => go(starts.slice(0, -1)),
    next: () => next !== null && go([...starts, next]),
  }
}

function withFilter(loaded: Loaded<Page>, filter: ListFilter | undefined): Loaded<ShownPage> {
  if (loaded.state !== 'ready') return loaded
  // What is shown was asked for with a filter.
  return filter === undefined ? { state: 'loading' } : { state: 'ready', value: { ...loaded.value, filter } }
}
