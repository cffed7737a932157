/**
 * Text with control characters as a person can type and read it: `\x02` for STX, `\r`, `\n`, `\t`, and `\\` for the
 * backslash itself. Scanners put such characters around a code; a field cannot show them.
 */
export function shownControlText(text: string): string {
  let shown = ''
  for (const character of text) {
    const code = character.charCodeAt(0)
    if (character === '\\') shown += '\\\\'
    else if (character === '\r') shown += '\\r'
    else if (character === '\n') shown += '\\n'
    else if (character === '\t') shown += '\\t'
    else if (code < 0x20 || code === 0x7f) shown += `\\x${code.toString(16).padStart(2, '0')}`
    else shown += character
  }
  return shown
}

/** The text that was typed; `null` where a backslash begins nothing known. */
export function readControlText(shown: string): string | null {
  let text = ''
  for (let at = 0; at < shown.length; at++) {
    const character = shown.charAt(at)
    if (character !== '\\') {
      text += character
      continue
    }
    const hex = /^x([0-9a-f]{2})/i.exec(shown.slice(at + 1))?.[1]
    const named = escapes[shown.charAt(at + 1)]
    if (hex !== undefined) {
      text += String.fromCharCode(Number.parseInt(hex, 16))
      at += 3
    } else if (named !== undefined) {
      text += named
      at += 1
    } else {
      return null
    }
  }
  return text
}

const escapes: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' }
