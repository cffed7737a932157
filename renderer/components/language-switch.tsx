import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import { type Language, languages } from '../../shared/setting-values.ts'
import { call } from '../api.ts'
import styles from './language-switch.module.css'

/** Each language by its own name: whoever cannot read the other one finds it. */
const names: Readonly<Record<Language, string>> = { es: 'Español', en: 'English' }

export function LanguageSwitch({ language }: { readonly language: Language }): JSX.Element {
  const { t } = useTranslation()
  return (
    <fieldset className={styles['switch']}>
      <legend className={styles['legend']}>{t('frame.language')}</legend>
      {languages.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language}
          className={styles['language']}
          data-testid={`language-${one}`}
          onClick={() => void call('screen.setLanguage', { language: one })}
        >
          {names[one]}
        </button>
      ))}
    </fieldset>
  )
}
