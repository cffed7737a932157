import type { Params } from '../result.ts'
import type { Act } from './act.ts'
import type { Offer } from './state.ts'

/** What a slice says of an act that the database has taken. */
export interface Landed<State> {
  readonly state: State
  readonly word: string
  readonly params: Params
}

export interface Refused {
  readonly word: string
  readonly params: Params
}

/**
 * What an act does to its slice's state at each of its possible ends. Pure, and the same live, late and after a crash:
 * what differs between them is an argument.
 */
export interface Ends<State, Own extends Act, Figures> {
  /** It is only in the journal yet: the station goes on as if it were written. */
  kept(state: State, act: Own): State
  /** @param wasKept the state counts on it already, and it may be of another order than the one that is open now */
  written(state: State, act: Own, figures: Figures, wasKept: boolean): Landed<State>
  refused(
    state: State,
    act: Own,
    refusal: Refused,
    wasKept: boolean,
  ): { readonly state: State; readonly offer: Offer | null }
  /** Taken back: by its undo, kept or written. */
  reversed(state: State, act: Own): State
}
