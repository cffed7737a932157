import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ScannersView } from '../../shared/scanner-view.ts'
import { call } from '../api.ts'

/** What the scanner screen paints; null until the main process has spoken. Only `feed.ts` writes it. */
export const scannersStore = createStore<{ readonly view: ScannersView | null }>(() => ({ view: null }))

/** How many screens show it: the office's tab, and the panel of the status bar before it. */
let watchers = 0

/** The scanners' view while the component is there; with the last one the main process stops telling. */
export function useScannersView(): ScannersView | null {
  useEffect(() => {
    watchers += 1
    if (watchers === 1) void call('scanners.watch', { on: true })
    return () => {
      watchers -= 1
      if (watchers > 0) return
      scannersStore.setState({ view: null })
      void call('scanners.watch', { on: false })
    }
  }, [])
  return useStore(scannersStore, (scanners) => scanners.view)
}
