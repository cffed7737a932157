import { type FormEvent, type JSX, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../shared/contract/index.ts'
import type { AppState, DemoPerson } from '../../shared/state.ts'
import { call } from '../api.ts'
import { areComplete, CredentialFields, noCredentials } from '../components/credential-fields.tsx'
import { Icon } from '../components/icon.tsx'
import { Keypad } from '../components/keypad.tsx'
import { KeypadToggle } from '../components/keypad-toggle.tsx'
import { NoticeLine } from '../components/notice-line.tsx'
import { SubmitButton } from '../components/submit-button.tsx'
import type { TextKey } from '../i18n/text-key.ts'
import { noticeOf, type SaidNotice } from '../notices.ts'
import { playSound } from '../sounds.ts'
import { type Shown, shownAt, useShown } from '../state.ts'
import { noticeFor } from '../station/notice-for.ts'
import { stationNow } from '../station-time.ts'
import { DemoPeople } from './demo-people.tsx'
import { SettingsProblems } from './settings-problems.tsx'
import styles from './sign-in.module.css'

interface Refused {
  readonly notice: SaidNotice
  readonly at: number
}

/** Who works here: by number and password, by badge where the plant allows it, with gloves by the keys on screen. */
export function SignIn({ app }: { readonly app: AppState }): JSX.Element {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [credentials, setCredentials] = useState(noCredentials)
  const [isChecking, setChecking] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [isKeypadOpen, setKeypadOpen] = useState(false)
  const [openedAt] = useState(stationNow)
  const shown = useShown()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isChecking || !areComplete(credentials)) return
    setChecking(true)
    setRefused(null)
    const answer = await whenStarted(() => call('session.signIn', { ...credentials }))
    setChecking(false)
    if (answer.ok) return
    const notice = noticeOf(answer.error)
    setCredentials((typed) => ({ ...typed, password: '' }))
    setRefused({ notice, at: stationNow() })
    playSound(noticeFor(notice.word).sound, app.volume)
    form.current?.querySelector<HTMLInputElement>('input[name="password"]')?.focus()
  }
  const fillIn = (person: DemoPerson) => {
    setCredentials({ identifier: person.employeeId, password: person.password })
    form.current?.querySelector<HTMLButtonElement>('button[type="submit"]')?.focus()
  }
  // The database of a later start comes up while somebody is typing.
  const away =
    app.database.state === 'connected' ? null : app.database.state === 'starting' ? 'signIn.starting' : 'signIn.away'
  return (
    <main className={isKeypadOpen ? styles['withKeypad'] : styles['screen']} data-testid="sign-in">
      <form ref={form} className={styles['form']} onSubmit={(event) => void submit(event)}>
        <h1 className={styles['title']}>
          {t('signIn.title')}
          {app.badgeSignIn && (
            <span className={styles['badge']} data-testid="badge-hint">
              <Icon name="barcode" /> {t('signIn.badge')}
            </span>
          )}
        </h1>
        <div className={styles['fields']}>
          <CredentialFields testId="sign-in" value={credentials} onValue={setCredentials} />
        </div>
        <div className={styles['notice']}>
          <SignInNotice refused={refused} shown={shown} openedAt={openedAt} away={away} />
        </div>
        <div className={styles['buttons']}>
          <SubmitButton
            label={t(isChecking ? 'signIn.checking' : 'signIn.submit')}
            testId="sign-in-submit"
            isBusy={isChecking}
            size="wide"
          />
          <KeypadToggle isOpen={isKeypadOpen} onToggle={setKeypadOpen} testId="keypad-toggle" />
        </div>
      </form>
      {!isKeypadOpen && (
        <aside className={styles['aside']}>
          <SettingsProblems problems={app.settingsProblems} />
          {app.demo !== null && <DemoPeople demo={app.demo} onChoose={fillIn} />}
        </aside>
      )}
      {isKeypadOpen && <Keypad form={form} />}
    </main>
  )
}

const startPatienceMs = 20_000

/** Asked while the database of this PC is still coming up: asked again as soon as it is there, instead of a refusal. */
async function whenStarted(ask: () => Promise<Answer<'session.signIn'>>): Promise<Answer<'session.signIn'>> {
  const until = performance.now() + startPatienceMs
  for (;;) {
    const answer = await ask()
    const isStarting = !answer.ok && answer.error.code === 'database-starting'
    if (!isStarting || performance.now() > until) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

interface SignInNoticeProps {
  readonly refused: Refused | null
  readonly shown: Shown | null
  readonly openedAt: number
  /** Why nobody can sign in now, as a text key. */
  readonly away: TextKey | null
}

/** The newest answer to a form or a badge; with nothing to say, that the database is away. */
function SignInNotice({ refused, shown, openedAt, away }: SignInNoticeProps): JSX.Element {
  const { t } = useTranslation()
  // The scan that signed out is a moment older than this screen, which it opened.
  const since = shown?.kind === 'verdict' && shown.verdict.word === 'signed-out' ? openedAt - 1000 : openedAt
  const newest = shown !== null && shownAt(shown) >= Math.max(since, (refused?.at ?? 0) - 1000) ? shown : null
  if (newest?.kind === 'verdict') {
    const { word, params, code, scanId, kind } = newest.verdict
    return <NoticeLine notice={{ word, params, scanned: code }} testId="verdict" scanId={scanId} kind={kind} />
  }
  if (refused !== null) return <NoticeLine notice={refused.notice} testId="verdict" kind="passes" />
  if (away !== null) return <p className={styles['away']}>{t(away)}</p>
  return <NoticeLine notice={null} testId="verdict" />
}
