import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../shared/settings.ts'
import en from './en.json'
import es from './es.json'
import { textOptions } from './text-options.ts'

/** Both catalogues are in the bundle: they are small, and a language changes while somebody is working. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    ...textOptions,
    resources: { es: { translation: es }, en: { translation: en } },
    lng: 'es',
    react: { useSuspense: false },
  })
}

export function setLanguage(language: Language): void {
  if (i18next.language === language && document.documentElement.lang === language) return
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
