import { type JSX, memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { unitCode } from '../../../shared/domain/barcode/unit-code.ts'
import type { LabelTrouble as LabelTroubleState } from '../../../shared/label-printing.ts'
import type { RecentScan } from '../../../shared/station/state.ts'
import type { UnitSubject } from '../../../shared/station/subject.ts'
import { Digits } from '../../components/digits.tsx'
import { reportPageFailure } from '../../failed-page.ts'
import { LabelTrouble } from './label-trouble.tsx'
import styles from './unit-label.module.css'

interface UnitLabelProps {
  readonly recent: readonly RecentScan[]
  readonly trouble: LabelTroubleState | null
}

/**
 * The label of the unit that was verified last: what its QR code holds, and the same to read. A label that was not
 * printed has its place: there is no room for both, and the place of nothing else moves.
 */
export function UnitLabel({ recent, trouble }: UnitLabelProps): JSX.Element {
  const { t } = useTranslation()
  const unit = recent.map(verifiedUnit).find((verified) => verified !== null)
  return (
    <section className={styles['label']} data-testid="unit-label" data-imei={unit?.imei}>
      <h2 className={styles['title']}>{t('production.label')}</h2>
      {trouble !== null ? (
        <LabelTrouble trouble={trouble} />
      ) : unit == null ? (
        <p>{t('production.noLabel')}</p>
      ) : (
        <Printed imei={unit.imei} iccid={unit.iccid} />
      )}
    </section>
  )
}

function verifiedUnit({ word, fate, subject }: RecentScan): UnitSubject | null {
  const isVerified = word === 'verified' || word === 'verified-batch-complete'
  return isVerified && fate !== 'undone' && subject?.kind === 'unit' ? subject : null
}

const Printed = memo(function Printed(props: { readonly imei: string; readonly iccid: string | null }): JSX.Element {
  const { imei, iccid } = props
  const code = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let isCurrent = true
    drawQr(unitCode(imei, iccid)).then(
      (drawing) => {
        if (isCurrent) code.current?.replaceChildren(drawing)
      },
      (error: unknown) => reportPageFailure(error),
    )
    return () => {
      isCurrent = false
    }
  }, [imei, iccid])
  return (
    <div className={styles['paper']}>
      <div ref={code} className={styles['code']} />
      <p>
        IMEI
        <br />
        <b>
          <Digits value={imei} />
        </b>
      </p>
      {iccid !== null && (
        <p>
          ICCID
          <br />
          <b>
            <Digits value={iccid} />
          </b>
        </p>
      )}
    </div>
  )
})

/** Loaded with the first label: it is as big as the rest of the page, and station 1 never needs it. */
async function drawQr(text: string): Promise<Node> {
  const { qrcode, drawingSVG } = await import('bwip-js/generic')
  const svg = qrcode({ bcid: 'qrcode', text }, drawingSVG())
  const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  return document.importNode(drawn, true)
}
