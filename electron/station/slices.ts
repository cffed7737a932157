import { moreSlices } from '#more/slices'
import type { StationWord } from '../../shared/stations.ts'
import { productionJournalV1 } from '../stations/production/journal-v1.ts'
import { production } from '../stations/production/slice.ts'
import type { OlderJournal } from './older-journal.ts'
import type { AnySlice } from './slice.ts'

/** Every station's slice: the one table of this folder that names stations. A word without one does not compile. */
export const ownSlices = { production, ...moreSlices } satisfies { readonly [Word in StationWord]: AnySlice }

/** The same, as the core uses them. */
export const slices: Readonly<Record<StationWord, AnySlice>> = ownSlices

/** How journals were written before they had a version: there was one station then. */
export const olderJournal: OlderJournal = productionJournalV1

/** What a slice's `open` gives, by its own type. */
export type RunOf<Word extends StationWord> = ReturnType<(typeof ownSlices)[Word]['open']>
