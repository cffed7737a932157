import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { Failure, Result } from '../../shared/result.ts'
import { client } from './client.ts'
import { type Load, loadedOf } from './loaded.ts'

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly more: boolean
}

export interface Pages<Row> extends Load<readonly Row[]> {
  readonly more: boolean
  /** The next page could not be read; what is there stays. */
  readonly moreFailed: Failure['error'] | null
  readonly loadMore: () => Promise<void>
  /** Changes rows that are shown, without asking and without losing the pages that were opened. */
  readonly change: (changed: (row: Row) => Row) => void
}

/**
 * Rows of a list page by page, each page beginning after the rows that are there. Asked again, the list begins at its
 * first page; the rows of before stay until that is there.
 * @param question with everything that makes it another list
 * @param occasion as of `useAnswer`
 */
export function usePages<Row>(
  question: readonly unknown[],
  ask: (shown: readonly Row[]) => Promise<Result<Page<Row>>>,
  occasion: string | false,
): Pages<Row> {
  const [round, setRound] = useState(0)
  const queryKey = [...question, occasion, round]
  const { data, isFetching, fetchNextPage } = useInfiniteQuery(
    {
      queryKey,
      queryFn: ({ pageParam }) => ask(pageParam),
      initialPageParam: noRows as readonly Row[], // of no row it is a list of each kind
      getNextPageParam: (_last, pages: readonly Result<Page<Row>>[]) => rowsOf(pages),
      enabled: occasion !== false,
      placeholderData: keepPreviousData,
    },
    client,
  )
  const pages = data?.pages ?? []
  const last = pages.at(-1)
  const [first] = pages
  const reload = useCallback(async () => setRound((before) => before + 1), [])
  return {
    loaded: loadedOf(first?.ok === true ? { ok: true, value: rowsOf(pages) } : first),
    busy: isFetching,
    more: pages.filter((page) => page.ok).at(-1)?.value.more ?? false,
    moreFailed: first?.ok === true && last?.ok === false ? last.error : null,
    reload,
    loadMore: async () => void (await fetchNextPage()),
    change: (changed) =>
      client.setQueryData<InfiniteData<Result<Page<Row>>>>(
        queryKey,
        (before) => before && changedRows(before, changed),
      ),
  }
}

const noRows: readonly never[] = []

/** A page that failed stays among the others until the list is asked again: it has no rows. */
function rowsOf<Row>(pages: readonly Result<Page<Row>>[]): readonly Row[] {
  return pages.flatMap((page) => (page.ok ? page.value.rows : []))
}

function changedRows<Row>(data: InfiniteData<Result<Page<Row>>>, changed: (row: Row) => Row) {
  const pages = data.pages.map((page) =>
    page.ok ? { ok: true as const, value: { ...page.value, rows: page.value.rows.map(changed) } } : page,
  )
  return { ...data, pages }
}
