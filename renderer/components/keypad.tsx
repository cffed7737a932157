import { type JSX, type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import styles from './keypad.module.css'

const letters = ['1234567890', 'qwertyuiop', 'asdfghjklñ', 'zxcvbnm@.-']
const signs = ['1234567890', '@.-_+*/=#%', '!?¿¡()[]{}', ',;:&$€<>"\'']

/**
 * A keyboard on the screen for gloved hands: every key 76 px or more, in one block, with figures always there. It
 * writes into the field of `form` that was touched last; the keys take no focus, so the field keeps it.
 */
export function Keypad({ form }: { readonly form: RefObject<HTMLElement | null> }): JSX.Element {
  const { t } = useTranslation()
  const [page, setPage] = useState<'letters' | 'signs'>('letters')
  const [upper, setUpper] = useState(false)
  const field = useLastField(form)
  const rows = page === 'letters' ? letters : signs

  const write = (text: string) => {
    const input = field()
    if (input === null) return
    const from = input.selectionStart ?? input.value.length
    const to = input.selectionEnd ?? from
    const start = text === '' && from === to ? Math.max(0, from - 1) : from
    input.setRangeText(text, start, to, 'end')
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }

  return (
    <section className={styles['keypad']} aria-label={t('keypad.title')} onPointerDown={keepFocus}>
      {rows.map((row) => (
        <div key={row} className={styles['row']}>
          {[...row].map((sign) => {
            const shown = upper ? sign.toUpperCase() : sign
            return (
              <button key={sign} type="button" tabIndex={-1} className={styles['key']} onClick={() => write(shown)}>
                {shown}
              </button>
            )
          })}
        </div>
      ))}
      <div className={styles['side']}>
        <button type="button" tabIndex={-1} className={styles['key']} onClick={() => write('')}>
          <Icon name="erase" />
          {t('keypad.erase')}
        </button>
        <button
          type="button"
          tabIndex={-1}
          className={styles['key']}
          aria-pressed={upper}
          onClick={() => setUpper(!upper)}
        >
          <Icon name="shift" />
          {t('keypad.shift')}
        </button>
        <button
          type="button"
          tabIndex={-1}
          className={styles['key']}
          onClick={() => setPage(page === 'letters' ? 'signs' : 'letters')}
        >
          {page === 'letters' ? t('keypad.symbols') : t('keypad.letters')}
        </button>
        <button type="button" tabIndex={-1} className={styles['key']} onClick={() => write(' ')}>
          {t('keypad.space')}
        </button>
      </div>
    </section>
  )
}

function keepFocus(event: { preventDefault(): void }): void {
  event.preventDefault()
}

/** The text field of the form that had the focus last, or its first one; a touch on a key must not lose it. */
function useLastField(form: RefObject<HTMLElement | null>): () => HTMLInputElement | null {
  const last = useRef<HTMLInputElement | null>(null)
  useEffect(() => {
    const element = form.current
    const remember = (event: FocusEvent) => {
      if (event.target instanceof HTMLInputElement) last.current = event.target
    }
    element?.addEventListener('focusin', remember)
    return () => element?.removeEventListener('focusin', remember)
  }, [form])
  return () => {
    const active = document.activeElement
    if (active instanceof HTMLInputElement && form.current?.contains(active)) return active
    const target = last.current ?? form.current?.querySelector('input') ?? null
    target?.focus()
    return target
  }
}
