import type { JSX } from 'react'
import type { ShownByte } from '../../shared/domain/barcode/raw-code.ts'
import styles from './hex-dump.module.css'

/** Bytes with what each of them is: its two digits, and its sign or name below. */
export function HexDump({ bytes }: { readonly bytes: readonly ShownByte[] }): JSX.Element {
  return (
    <ol className={styles['dump']} data-testid="hex-dump">
      {bytes.map(({ hex, sign }, index) => (
        // A byte is its index: the list is made new with each code.
        <li key={index} className={sign.length > 1 ? styles['named'] : styles['byte']}>
          <span className={styles['hex']}>{hex}</span>
          <span className={styles['sign']}>{sign === ' ' ? '␠' : sign}</span>
        </li>
      ))}
    </ol>
  )
}
