import type { ParseKeys } from 'i18next'
import type { StationWord } from '../../shared/stations.ts'
import type production from '../stations/production/texts.es.json'
import type es from './es.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: {
      translation: typeof es & typeof production & { readonly stationName: Readonly<Record<StationWord, string>> }
    }
    returnNull: false
  }
}

/**
 * A key of the catalogues: one that is in none of them does not compile. An incremental build of TypeScript 7.0 does not
 * look at a JSON file again, so a key that was taken out is missed by it until the sources are compiled anew.
 */
export type TextKey = ParseKeys

/**
 * A key with a word in it that the compiler does not know: what a station answers, what stands in a table as plain text.
 * That each of these has its text is held by catalogues.test.ts.
 */
export function keyWith(key: string): TextKey {
  return key as TextKey // see above
}
