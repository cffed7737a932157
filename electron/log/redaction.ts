import { cleanValue, hideSecrets, logLine } from './log-line.ts'

const hidden = '[hidden]'
const bcryptHash = /\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}/g
/** IMEI, ICCID and serials: whose they are stays readable (the first eight say the model or the operator), which one does not. */
const longNumber = /(?<![\dA-Fa-f.-])\d{14,22}(?![\dA-Fa-f])/g

/**
 * Takes secrets out of texts that leave the PC: those whose values are known, and whatever has the form of one. The log
 * hides them when it is written; this is the second lock, also for lines that an older version wrote.
 * @param secrets values; shorter than four characters they would hide half of every word
 */
export function createRedaction(secrets: readonly string[]) {
  const values = [...new Set(secrets.flatMap(spellings))]
    .filter((value) => value.length >= 4)
    // A connection string before the password in it.
    .sort((one, other) => other.length - one.length)

  function text(given: string): string {
    const known = values.reduce((left, value) => left.replaceAll(value, hidden), given)
    return hideSecrets(known)
      .replace(bcryptHash, hidden)
      .replace(longNumber, (digits) => maskNumber(digits))
  }

  return {
    text,
    json: (value: unknown): string => text(JSON.stringify(cleanValue(value), null, 2)),
    /** A log, line by line: one line of JSON stays one. */
    log: (content: string): string =>
      content
        .split('\n')
        .map((line) => text(redactLine(line)))
        .join('\n'),
  }
}

export type Redaction = ReturnType<typeof createRedaction>

export function maskNumber(digits: string): string {
  return `${digits.slice(0, 8)}${'·'.repeat(Math.max(0, digits.length - 10))}${digits.slice(-2)}`
}

/** By the names of its fields, as when it was written. */
function redactLine(line: string): string {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || !('facts' in value) || !('at' in value)) return line
    const { at, id, event, facts } = value as Record<string, unknown> // an object, as the line before says
    if (typeof facts !== 'object' || facts === null) return line
    return logLine(new Date(String(at)), String(id), String(event), { ...facts })
  } catch {
    return line
  }
}

/** A password stands in a URI in another spelling than in a form or in JSON. */
function spellings(secret: string): string[] {
  return [secret, ...partsOfUri(secret)].flatMap((one) => [
    one,
    encodeURIComponent(one),
    JSON.stringify(one).slice(1, -1),
  ])
}

function partsOfUri(text: string): string[] {
  const userInfo = /^mongodb(?:\+srv)?:\/\/([^@/]*)@/i.exec(text)?.[1]
  const password = userInfo?.split(':').slice(1).join(':')
  if (password === undefined || password === '') return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}
