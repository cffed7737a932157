import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../shared/settings.ts'
import en from './en.json'
import es from './es.json'

/** Both catalogues are in the bundle: they are small, and a language changes while somebody is working. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { es: { translation: es }, en: { translation: en } },
    lng: 'es',
    fallbackLng: 'es',
    // React escapes; escaping twice would show &quot; to the operator.
    interpolation: { escapeValue: false },
    // A value that the main process did not send must not show as {{imei}}.
    missingInterpolationHandler: () => '–',
    returnNull: false,
    react: { useSuspense: false },
  })
}

export function setLanguage(language: Language): void {
  if (i18next.language === language && document.documentElement.lang === language) return
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
