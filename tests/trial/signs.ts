import type { IconName } from '../../renderer/components/icon.tsx'
import { type ColourRole, notice } from '../../renderer/notices.ts'
import type { SoundName } from '../../renderer/sounds.ts'
import type { StationSigns } from '../../renderer/station/station-signs.ts'
import type { TrialWord } from './facts.ts'

type Sign = readonly [ColourRole, IconName, SoundName, es: string, en: string]

const signs: Readonly<Record<TrialWord, Sign>> = {
  'bench-opened': ['neutral', 'sheet', 'done', 'Cartón abierto', 'Carton open'],
  'bench-counted': ['good', 'check', 'accepted', 'En la caja', 'In the box'],
  'bench-box-full': ['good', 'flag', 'complete', 'Caja llena', 'Box full'],
  'bench-boxed': ['good', 'check', 'accepted', 'Caja cerrada', 'Box closed'],
  'bench-closed': ['good', 'flag', 'complete', 'Cartón cerrado', 'Carton closed'],
  'bench-rejected': ['noted', 'cross', 'noted', 'Unidad rechazada', 'Unit rejected'],
  'bench-tared': ['neutral', 'check', 'done', 'Tara puesta', 'Tare set'],
  'bench-no-carton': ['stop', 'sheet', 'wrong-order', 'Sin cartón', 'No carton'],
  'bench-full': ['stop', 'full', 'full', 'Caja ya llena', 'Box is full'],
  'bench-unknown': ['stop', 'cross', 'wrong-unit', 'Sin registrar', 'Not registered'],
  'bench-elsewhere': ['stop', 'repeat', 'duplicate', 'Ya en otra caja', 'In another box'],
  'bench-nothing': ['attention', 'dot', 'not-now', 'Nada que hacer', 'Nothing to do'],
  'bench-set-aside': ['attention', 'tray', 'not-now', 'A la bandeja', 'Into the tray'],
  'bench-box-open': ['attention', 'half', 'not-now', 'Caja abierta', 'Box still open'],
}

const words = Object.keys(signs) as TrialWord[] // keys() forgets the names

function textsOf(language: 'es' | 'en') {
  const isSpanish = language === 'es'
  const say = (word: TrialWord) => signs[word][isSpanish ? 3 : 4]
  const sentence = (word: TrialWord) => ({ word: say(word), text: `${say(word)}: {{number}}{{imei}}`, next: say(word) })
  return {
    stationName: { trialbench: isSpanish ? 'Banco de prueba' : 'Trial bench' },
    notice: Object.fromEntries(words.map((word) => [word, sentence(word)])),
    expects: isSpanish
      ? { 'bench-order': 'Lee la orden.', 'bench-unit': 'Lee una unidad.', 'bench-next': 'Cierra la caja.' }
      : { 'bench-order': 'Scan the order.', 'bench-unit': 'Scan a unit.', 'bench-next': 'Close the box.' },
    supervisor: { 'bench-let-in': isSpanish ? 'Un supervisor puede aceptarla.' : 'A supervisor can let it in.' },
    undo: { instead: { 'new-carton': isSpanish ? 'Abre otro cartón.' : 'Open another carton.' } },
  }
}

const notices = Object.fromEntries(
  words.map((word) => [word, notice(signs[word][0], signs[word][1], signs[word][2])]),
) as StationSigns<'trialbench'>['notices'] // one for each word

export const moreSigns: { readonly trialbench: StationSigns<'trialbench'> } = {
  trialbench: { icon: 'tray', notices, texts: { es: textsOf('es'), en: textsOf('en') } },
}
