import { isObjectId } from './object-id.ts'

const textLimit = 40

/** What stands in a field, in a few words for a report: short, one line, and never a secret. */
export function describeFound(found: unknown, isSecret = false): string {
  if (found === undefined) return 'missing'
  if (found === null) return 'null'
  if (typeof found === 'string') return isSecret ? `text of ${found.length}` : quoted(found)
  if (typeof found === 'number' || typeof found === 'boolean' || typeof found === 'bigint') {
    return isSecret ? typeof found : String(found)
  }
  if (Array.isArray(found)) return `list of ${found.length}`
  if (found instanceof Date) return Number.isNaN(found.getTime()) ? 'invalid date' : found.toISOString()
  if (isObjectId(found)) return 'ObjectId'
  return typeof found
}

/** JSON's quoting keeps control characters out of logs and lists. */
function quoted(text: string): string {
  const cut = text.length > textLimit ? `${text.slice(0, textLimit)}…` : text
  return JSON.stringify(cut)
}
