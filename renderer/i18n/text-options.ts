import type { InitOptions } from 'i18next'

/** How sentences are made, the same on the page and in tests. */
export const textOptions: InitOptions = {
  fallbackLng: 'es',
  // React escapes; escaping twice would show &quot; to the operator.
  interpolation: { escapeValue: false },
  // A value that the main process did not send must not show as {{imei}}.
  missingInterpolationHandler: () => '–',
  returnNull: false,
}
