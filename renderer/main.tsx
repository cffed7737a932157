import '@fontsource-variable/inter/wght.css'
import './theme.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchActivity } from './activity.ts'
import { call } from './api.ts'
import { App } from './app.tsx'
import { ErrorBoundary } from './components/error-boundary.tsx'
import { watchPageFailures } from './failed-page.ts'
import { feedStores } from './feed.ts'
import { startTexts } from './i18n/index.ts'
import { openSound } from './sounds.ts'

async function startPage(): Promise<void> {
  watchPageFailures()
  await startTexts()
  feedStores()
  watchActivity()
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  )
  await call('page.ready', {})
  // The sign-in screen comes first.
  setTimeout(openSound, 500)
}

void startPage()
