import { type CSSVariablesResolver, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Theme } from '../../shared/settings.ts'
import './office-styles.ts'
import { styleNonce } from '../style-nonce.ts'
import { officeTheme } from './office-theme.ts'
import { useColorScheme } from './use-color-scheme.ts'

/** Mantine in the colours of the page (renderer/theme.css), which change with the theme by themselves. */
const colors = {
  '--mantine-color-body': 'var(--ground)',
  // What Mantine writes on a filled ground; black in high contrast, whose fields are light.
  '--mantine-color-white': 'var(--action-ink)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-error': 'var(--stop-text)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--panel-strong)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  // Lines and grounds for which Mantine has no name of its own: gray in light, dark in dark.
  '--mantine-color-gray-3': 'var(--line)',
  '--mantine-color-gray-4': 'var(--line)',
  '--mantine-color-dark-4': 'var(--line)',
  '--mantine-color-dark-6': 'var(--panel)',
  '--mantine-color-disabled': 'var(--panel-strong)',
  '--mantine-color-disabled-color': 'var(--ink-soft)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--action)',
  '--mantine-primary-color-filled-hover': 'var(--action)',
  '--mantine-primary-color-contrast': 'var(--action-ink)',
  '--mantine-color-blue-filled': 'var(--action)',
  '--mantine-color-blue-filled-hover': 'var(--action)',
  '--mantine-color-green-filled': 'var(--good)',
  '--mantine-color-green-outline': 'var(--good-text)',
  '--mantine-color-yellow-outline': 'var(--attention-text)',
  '--mantine-color-red-filled': 'var(--stop)',
  '--mantine-color-red-filled-hover': 'var(--stop)',
  '--mantine-color-red-outline': 'var(--stop-text)',
  '--mantine-color-red-text': 'var(--stop-text)',
}
const variables: CSSVariablesResolver = () => ({ variables: {}, light: colors, dark: colors })

/** The theme comes from the main process; nothing of it is kept in the page. */
const keepsNothing = {
  get: (value: 'light' | 'dark' | 'auto') => value,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
}

interface OfficeProviderProps {
  readonly theme: Theme
  readonly systemContrast: boolean
  readonly children: ReactNode
}

export function OfficeProvider({ theme, systemContrast, children }: OfficeProviderProps) {
  return (
    <MantineProvider
      theme={officeTheme}
      forceColorScheme={useColorScheme(theme, systemContrast)}
      colorSchemeManager={keepsNothing}
      cssVariablesResolver={variables}
      getStyleNonce={styleNonce}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  )
}
