import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../shared/settings.ts'
import { signs } from '../stations/index.ts'
import en from './en.json'
import es from './es.json'
import { merged } from './merged.ts'
import { textOptions } from './text-options.ts'

/**
 * Both catalogues are in the bundle: they are small, and a language changes while somebody is working. Each station brings
 * its own part.
 */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    ...textOptions,
    resources: { es: { translation: merged(es, parts('es')) }, en: { translation: merged(en, parts('en')) } },
    lng: 'es',
    react: { useSuspense: false },
  })
}

function parts(language: Language): readonly object[] {
  return Object.values(signs).map(({ texts }) => texts[language])
}

export function setLanguage(language: Language): void {
  if (i18next.language === language && document.documentElement.lang === language) return
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
