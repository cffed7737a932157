import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../shared/settings.ts'
import { call } from '../api.ts'
import styles from './language-switch.module.css'

/** Each language by its own name: whoever cannot read the other one finds it. */
const names: Readonly<Record<Language, { readonly long: string; readonly short: string }>> = {
  es: { long: 'Español', short: 'ES' },
  en: { long: 'English', short: 'EN' },
}

export function LanguageSwitch({ language }: { readonly language: Language }): JSX.Element {
  const { t } = useTranslation()
  return (
    <fieldset className={styles['switch']}>
      <legend className={styles['legend']}>{t('frame.language')}</legend>
      {(['es', 'en'] as const satisfies readonly Language[]).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language}
          aria-label={names[one].long}
          className={styles['language']}
          data-testid={`language-${one}`}
          onClick={() => void call('session.setLanguage', { language: one })}
        >
          <span className={styles['long']}>{names[one].long}</span>
          <span className={styles['short']} aria-hidden="true">
            {names[one].short}
          </span>
        </button>
      ))}
    </fieldset>
  )
}
