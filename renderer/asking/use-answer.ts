import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Answer, CallInput, CommandName, Output } from '../../shared/contract/index.ts'
import { call } from '../api.ts'
import { client } from './client.ts'
import { type Load, loadedOf } from './loaded.ts'

export interface AnswerLoad<Name extends CommandName> extends Load<Output<Name>> {
  /** The last good answer to this question, also while a later one failed. */
  readonly good: Output<Name> | null
  /** What the shown answer answers: the question before, until the next one is answered. */
  readonly answered: CallInput<Name> | null
}

interface Asking<Value> {
  /** What makes it worth asking (the tab is opened, the database is back); another one asks again, `false` does not ask. */
  readonly occasion: string | false
  /** Asks again after so many ms, by what the last good answer says. */
  readonly everyMs?: (good: Value | null) => number | false
  /** What was shown for another question or occasion does not stay until this one is answered. */
  readonly startsEmpty?: boolean
}

/** Both, because a failed answer is shown and the one before it may still be needed. */
interface Kept<Name extends CommandName> {
  readonly input: CallInput<Name>
  readonly answer: Answer<Name>
  readonly good: Output<Name> | null
}

/**
 * Asks the main process and shows what it says. A value once shown stays until the next one is there; an answer that was
 * overtaken by a later question is dropped. A failure is an answer, never an exception.
 * @param input null: nothing is asked
 */
export function useAnswer<Name extends CommandName>(
  name: Name,
  input: CallInput<Name> | null,
  asking: Asking<Output<Name>>,
): AnswerLoad<Name> {
  const { occasion, everyMs, startsEmpty = false } = asking
  const queryKey = [name, input, occasion]
  const { data, isFetching, refetch } = useQuery<Kept<Name>>(
    {
      queryKey,
      queryFn: input === null ? skipToken : () => answerOf(name, input, queryKey),
      enabled: occasion !== false,
      ...(!startsEmpty && { placeholderData: keepPreviousData }),
      refetchInterval: (query) => everyMs?.(query.state.data?.good ?? null) ?? false,
    },
    client,
  )
  const reload = useCallback(async () => void (await refetch()), [refetch])
  return {
    loaded: loadedOf(data?.answer),
    good: data?.good ?? null,
    answered: data?.input ?? null,
    busy: isFetching,
    reload,
  }
}

async function answerOf<Name extends CommandName>(
  name: Name,
  input: CallInput<Name>,
  queryKey: readonly unknown[],
): Promise<Kept<Name>> {
  const answer = await call(name, input)
  const before = client.getQueryData<Kept<Name>>(queryKey)
  return { input, answer, good: answer.ok ? answer.value : (before?.good ?? null) }
}
