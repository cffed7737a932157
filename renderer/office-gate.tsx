import type { JSX } from 'react'
import type { AppState } from '../shared/state.ts'
import { VerdictLine } from './components/verdict-line.tsx'
import { OfficeScreen } from './office/office.tsx'
import styles from './office-gate.module.css'
import { announceStyleNonce } from './style-nonce.ts'

announceStyleNonce()

interface OfficeGateProps {
  readonly app: AppState
  /** Null for whoever has no station to go to. */
  readonly onLeave: (() => void) | null
  readonly isInFront: boolean
}

/** The office. A scan that comes while it is open is answered in the line above it: no code vanishes without a word. */
export function OfficeGate({ app, onLeave, isInFront }: OfficeGateProps): JSX.Element {
  return (
    <div className={styles['gate']}>
      {isInFront && <VerdictLine />}
      <main className={styles['office']}>
        <OfficeScreen app={app} onLeave={onLeave} isInFront={isInFront} />
      </main>
    </div>
  )
}
