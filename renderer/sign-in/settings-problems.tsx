import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState } from '../../shared/state.ts'
import styles from './settings-problems.module.css'

/** Settings of this PC that were wrong and are not used, each with what is allowed. */
export function SettingsProblems(props: { readonly problems: AppState['settingsProblems'] }): JSX.Element | null {
  const { t } = useTranslation()
  if (props.problems.length === 0) return null
  return (
    <section className={styles['problems']} data-testid="settings-problems">
      <h2 className={styles['title']}>{t('signIn.problemsTitle')}</h2>
      <ul>
        {props.problems.map((problem) => (
          <li key={problem.name}>{t('signIn.problem', { ...problem })}</li>
        ))}
      </ul>
    </section>
  )
}
