import { type JSX, memo } from 'react'
import styles from './digits.module.css'

/** Runs of digits as long as an IMEI or an ICCID. */
const longNumber = /(\d{14,22})/

/**
 * A long number in groups, so that it can be compared with a label: threes for an IMEI, fours for an ICCID. The gaps
 * are margins: the text itself stays the number, for reading aloud, copying and searching.
 */
export const Digits = memo(function Digits({ value }: { readonly value: string }): JSX.Element {
  const size = value.length <= 16 ? 3 : 4
  const groups: string[] = []
  for (let from = 0; from < value.length; from += size) groups.push(value.slice(from, from + size))
  return (
    <span className={styles['digits']}>
      {groups.map((group, index) => (
        // A group is its place in the number; the list never changes order.
        <span key={index} className={styles['group']}>
          {group}
        </span>
      ))}
    </span>
  )
})

/** A sentence whose long numbers are grouped. */
export function Sentence({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {text.split(longNumber).map((part, index) =>
        // Odd parts are what the expression caught.
        index % 2 === 1 ? <Digits key={index} value={part} /> : part,
      )}
    </>
  )
}
