import { Component, type JSX, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { reportPageFailure } from '../failed-page.ts'
import { ActionButton } from './action-button.tsx'
import styles from './error-boundary.module.css'

/** Never an empty window: a screen that threw says so and offers to open again; nothing scanned is lost by it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override componentDidCatch(error: unknown): void {
    reportPageFailure(error)
  }

  override render(): ReactNode {
    return this.state.failed ? <FailedScreen /> : this.props.children
  }
}

function FailedScreen(): JSX.Element {
  const { t } = useTranslation()
  return (
    <main className={styles['failed']} data-testid="page-failed">
      <h1>{t('error.title')}</h1>
      <p>{t('error.text')}</p>
      <ActionButton size="main" look="action" label={t('error.reload')} onAct={() => window.location.reload()} />
    </main>
  )
}
