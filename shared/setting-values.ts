/*
 * What the settings of a PC and of the plant may be: words, ranges, forms. No zod in here: the schemas (settings.ts,
 * scanner-settings.ts, backup.ts) are made of these, and the page offers and checks with the same ones.
 */

export interface NumberRange {
  readonly min: number
  readonly max: number
}

export const languages = ['es', 'en'] as const
export type Language = (typeof languages)[number]
export const themes = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]

/** `kiosk`: the whole screen from the start, left only by a supervisor. */
export const stationModes = ['window', 'kiosk'] as const
export type StationMode = (typeof stationModes)[number]

export const soundSets = [1, 2, 3, 4] as const
export type SoundSet = (typeof soundSets)[number]

export const luhnModes = ['block', 'warn', 'off'] as const
export type LuhnMode = (typeof luhnModes)[number]

export const volumeRange = { min: 0, max: 100 } as const satisfies NumberRange

/** The numbers that hold for the whole plant. */
export const plantRanges = {
  idleMinutes: { min: 0.1, max: 720 },
  undoMinutes: { min: 0, max: 1440 },
  halfSeconds: { min: 2, max: 600 },
  knownHours: { min: 0, max: 168 },
  lockAfterFailures: { min: 1, max: 100 },
  lockMinutes: { min: 1, max: 1440 },
} as const satisfies Readonly<Record<string, NumberRange>>

/** As MongoDB takes it on every system, and short enough for a copy's name beside it. */
export const databaseNameForm = /^[A-Za-z0-9_-]{1,38}$/

/** A whole path of this PC's system, or empty. */
export const wholePathForm = /^$|^(?:\/|[A-Za-z]:[\\/]|\\\\)\P{Cc}{0,500}$/u
export const backupDaysRange = { min: 1, max: 3650 } as const satisfies NumberRange
export const backupHourRange = { min: 0, max: 23 } as const satisfies NumberRange

/** Names of the keyboard layouts that a keyboard scanner can be set to; a new one is found by trying them in this order. */
export const keyboardLayouts = ['us', 'es', 'de', 'uk'] as const
export type KeyboardLayout = (typeof keyboardLayouts)[number]

/** What can end a code on a serial line. */
export const terminators = ['CR', 'LF', 'CRLF', 'ETX', 'TAB'] as const
export type Terminator = (typeof terminators)[number]

export const parities = ['none', 'even', 'odd'] as const
export const scannerIdForm = /^[A-Za-z0-9_-]{1,32}$/

/** Longest texts of a scanner's settings, in characters. */
export const scannerLengths = { path: 260, affix: 8, serialNumber: 128, port: 512 } as const
export const interByteRange = { min: 20, max: 5000 } as const satisfies NumberRange
