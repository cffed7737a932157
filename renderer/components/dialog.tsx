import { type JSX, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { NotInFront } from '../not-in-front.tsx'
import { ActionButton } from './action-button.tsx'
import styles from './dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly testId?: string
}

/**
 * A dialog at the lower edge, so that the verdict above stays in sight: scans go on while it is open. The browser's
 * own element keeps the focus inside and closes on Escape.
 */
export function Dialog({ title, onClose, children, testId }: DialogProps): JSX.Element {
  const { t } = useTranslation()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (element.current?.open === false) element.current.showModal()
  }, [])
  return (
    <dialog
      ref={element}
      className={styles['dialog']}
      aria-label={title}
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles['header']}>
        <h2 className={styles['title']}>{title}</h2>
        <ActionButton size="small" icon="cross" label={t('common.close')} onAct={onClose} testId="dialog-close" />
      </div>
      {children}
      <NotInFront />
    </dialog>
  )
}
