import type { ImportCell } from './import-cell.ts'

const earliest = Date.UTC(1990, 0, 1)
const latest = Date.UTC(2100, 0, 1)
/** Excel's day 0 in epoch ms; days before 1 March 1900, where it counts a day that never was, are out of range anyhow. */
const excelEpoch = Date.UTC(1899, 11, 30)
const dayMs = 86_400_000

/**
 * A date in the forms that files have: Excel's own or its serial number, `2025-01-31`, `31/01/2025`, `31.01.2025`, each
 * with or without a time. The day comes before the month; what could only be the other way round is none. A date
 * without a time is that day in UTC, as the platform stores it; a time without a zone is this PC's.
 * @returns null where it is none, or not between 1990 and 2099.
 */
export function readDate(cell: ImportCell): Date | null {
  if (cell instanceof Date) return within(fromWallClock(cell.getTime()))
  if (typeof cell === 'number') return within(fromWallClock(excelEpoch + Math.round(cell * dayMs)))
  if (typeof cell !== 'string') return null
  const text = cell.trim()
  if (text.length > 40) return null
  return within(fromIso(text) ?? fromParts(text))
}

/** `2025-01-31T10:30:00+01:00`, as programs write it. */
function fromIso(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/i.test(text)) return null
  if (!isCalendarDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)))) return null
  const at = new Date(text.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return Number.isNaN(at.getTime()) ? null : at
}

function fromParts(text: string): Date | null {
  const time = String.raw`(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?$`
  const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${time}`).exec(text)
  if (yearFirst !== null) {
    const [, year, , month, day, ...clock] = yearFirst
    return fromClock(Number(year), Number(month), Number(day), clock)
  }
  const dayFirst = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${time}`).exec(text)
  if (dayFirst !== null) {
    const [, day, , month, year, ...clock] = dayFirst
    return fromClock(Number(year), Number(month), Number(day), clock)
  }
  return null
}

function fromClock(year: number, month: number, day: number, clock: readonly (string | undefined)[]): Date | null {
  const [hour, minute, second] = clock.map((part) => Number(part ?? 0))
  if (!isCalendarDay(year, month, day) || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return null
  return fromWallClock(Date.UTC(year, month - 1, day, hour, minute, second))
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** A day alone stays that day wherever it is read; a clock time is the one of this PC's wall. */
function fromWallClock(utc: number): Date {
  if (utc % dayMs === 0 || Number.isNaN(utc)) return new Date(utc)
  const wall = new Date(utc)
  return new Date(
    wall.getUTCFullYear(),
    wall.getUTCMonth(),
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
  )
}

function within(date: Date | null): Date | null {
  if (date === null) return null
  const at = date.getTime()
  return at >= earliest && at < latest ? date : null
}
