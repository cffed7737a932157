import type { JSX } from 'react'
import { type Subject, subjectNumber } from '../../shared/station/subject.ts'
import { Digits } from '../components/digits.tsx'
import styles from './recent.module.css'

/** What a scan was about, as a person reads it on the thing. */
export function SubjectCodes({ subject }: { readonly subject: Subject }): JSX.Element {
  const iccid = subject.kind === 'unit' ? subject.iccid : null
  return (
    <>
      <Digits value={subjectNumber(subject)} />
      {iccid !== null && (
        <span className={styles['iccid']}>
          <Digits value={iccid} />
        </span>
      )}
    </>
  )
}
