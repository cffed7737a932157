import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState, DemoPerson } from '../../shared/state.ts'
import { ActionButton } from '../components/action-button.tsx'
import { runCommand } from '../run-command.ts'
import styles from './demo-people.module.css'

interface DemoPeopleProps {
  readonly demo: NonNullable<AppState['demo']>
  readonly onChoose: (person: DemoPerson) => void
}

/** The people of the demo plant with their passwords; one touch fills them in. */
export function DemoPeople({ demo, onChoose }: DemoPeopleProps): JSX.Element {
  const { t } = useTranslation()
  return (
    <section className={styles['people']} data-testid="demo-people">
      <header className={styles['header']}>
        <div>
          <h2 className={styles['title']}>{t('signIn.demoTitle')}</h2>
          <p>{t('signIn.demoHint')}</p>
        </div>
        {demo.sheet !== '' && (
          <ActionButton
            size="small"
            icon="barcode"
            label={t('signIn.demoSheet')}
            testId="demo-sheet"
            onAct={() => void runCommand('settings.openDemoSheet', {})}
          />
        )}
      </header>
      <ul className={styles['list']}>
        {demo.people.map((person) => (
          <li key={person.employeeId}>
            <button
              type="button"
              className={styles['person']}
              data-testid={`demo-${person.employeeId}`}
              onClick={() => onChoose(person)}
            >
              <span className={styles['name']}>
                <b>{person.name}</b> · {t(`role.${person.role}`)}
              </span>
              <span>{t(`demo.does.${person.does}`, { defaultValue: person.does })}</span>
              <span className={styles['secret']}>
                {person.employeeId} <span className={styles['slash']}>/</span> {person.password}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
