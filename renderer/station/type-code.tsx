import { type FormEvent, type JSX, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../components/dialog.tsx'
import { Field } from '../components/field.tsx'
import { Icon } from '../components/icon.tsx'
import { Keypad } from '../components/keypad.tsx'
import { runCommand } from '../run-command.ts'
import styles from './type-code.module.css'

/** For a damaged label: a code by hand, into the same queue as a scan. Scans never come through here. */
export function TypeCode(): JSX.Element {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const [isKeypadOpen, setKeypadOpen] = useState(false)

  const send = async (event: FormEvent) => {
    event.preventDefault()
    const typed = code.trim()
    if (typed === '') return
    setCode('')
    setKeypadOpen(false)
    await runCommand('station.typeCode', { code: typed })
  }
  return (
    <form className={styles['form']} onSubmit={(event) => void send(event)}>
      <input
        className={styles['input']}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        placeholder={t('station.typeCode')}
        aria-label={t('station.typeCodeHint')}
        data-testid="type-code"
        maxLength={4096}
        autoComplete="off"
        spellCheck={false}
      />
      <button
        type="button"
        className={styles['keys']}
        aria-label={t('keypad.title')}
        data-testid="type-code-keypad"
        onClick={() => setKeypadOpen(true)}
      >
        <Icon name="keyboard" />
      </button>
      {code !== '' && (
        <button type="submit" className={styles['send']} data-testid="type-code-send">
          {t('station.send')}
        </button>
      )}
      {isKeypadOpen && (
        <Dialog title={t('station.typeCodeHint')} onClose={() => setKeypadOpen(false)} testId="type-code-dialog">
          <TypedOnScreen code={code} onCode={setCode} onSend={send} />
        </Dialog>
      )}
    </form>
  )
}

interface TypedOnScreenProps {
  readonly code: string
  readonly onCode: (code: string) => void
  readonly onSend: (event: FormEvent) => Promise<void>
}

function TypedOnScreen({ code, onCode, onSend }: TypedOnScreenProps): JSX.Element {
  const { t } = useTranslation()
  const block = useRef<HTMLDivElement>(null)
  return (
    <div ref={block} className={styles['block']}>
      <div className={styles['line']}>
        <Field label={t('station.typeCode')} name="code" value={code} onValue={onCode} autoFocus maxLength={4096} />
        <button type="button" className={styles['send']} onClick={(event) => void onSend(event)}>
          {t('station.send')}
        </button>
      </div>
      <Keypad form={block} />
    </div>
  )
}
