import type { JSX } from 'react'
import type { AppState } from '../shared/state.ts'
import { VerdictLine } from './components/verdict-line.tsx'
import { OfficeScreen } from './office/office.tsx'
import styles from './office-gate.module.css'
import { announceStyleNonce } from './style-nonce.ts'

announceStyleNonce()

interface OfficeGateProps {
  readonly app: AppState
  readonly onLeave: () => void
}

/** The office. A scan that comes while it is open is answered in the line above it: no code vanishes without a word. */
export function OfficeGate({ app, onLeave }: OfficeGateProps): JSX.Element {
  return (
    <div className={styles['gate']}>
      <VerdictLine />
      <div className={styles['office']}>
        <OfficeScreen app={app} onLeave={onLeave} />
      </div>
    </div>
  )
}
