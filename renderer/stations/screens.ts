import { type ComponentType, lazy } from 'react'
import { moreScreens } from '#more/screens'
import type { StationWord } from '../../shared/stations.ts'
import type { StationScreenProps } from '../station/station-screen.ts'

// Loaded when it is opened: the sign-in screen must not wait for what it does not show.
const production = lazy(async () => ({ default: (await import('./production/screen.tsx')).ProductionScreen }))

/** Every station's screen. A word without one does not compile. */
export const screens: { readonly [Word in StationWord]: ComponentType<StationScreenProps<Word>> } = {
  production,
  ...moreScreens,
}
