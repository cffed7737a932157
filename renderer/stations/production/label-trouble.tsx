import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabelTrouble as Trouble } from '../../../shared/label-printing.ts'
import { Digits } from '../../components/digits.tsx'
import { Icon } from '../../components/icon.tsx'
import styles from './label-trouble.module.css'

/** A label that was not printed: what, of which unit, and what to do now. The verdict above says that the unit counts. */
export function LabelTrouble({ trouble }: { readonly trouble: Trouble }): JSX.Element {
  const { t } = useTranslation()
  return (
    <div className={styles['trouble']} role="status" data-testid="label-trouble" data-why={trouble.why}>
      <p className={styles['title']}>
        <Icon name="warning" className={styles['icon']} />
        {t('unitLabel.notPrinted')}
      </p>
      <p>
        <b>
          <Digits value={trouble.imei} />
        </b>
      </p>
      <p>{t(`unitLabel.trouble.${trouble.why}`)}</p>
      <p>
        <b>{t(`unitLabel.next.${trouble.why}`)}</b>
      </p>
    </div>
  )
}
