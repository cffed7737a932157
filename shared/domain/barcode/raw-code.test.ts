import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { badgeCode } from './command-code.ts'
import { shownBytes } from './raw-code.ts'

const latin1 = (text: string) => Uint8Array.from([...text].map((character) => character.charCodeAt(0)))
const hexOf = (text: string, isPiece = false) =>
  shownBytes(latin1(text), isPiece)
    .map(({ hex }) => hex)
    .join(' ')
const signsOf = (text: string, isPiece = false) =>
  shownBytes(latin1(text), isPiece)
    .map(({ sign }) => sign)
    .join(' ')

describe('the bytes of a code as they may be shown', () => {
  it('names control characters', () => {
    expect(signsOf('\x02]C1 8\x1d\r\n\t\x03\x7f\x00\xe9')).toBe('STX ] C 1   8 GS CR LF TAB ETX DEL NUL ·')
    expect(hexOf('\x02]C1 8\x1d\r')).toBe('02 5D 43 31 20 38 1D 0D')
  })

  it('hides the token of a badge and nothing else', () => {
    const shown = shownBytes(latin1('~OSEB0123456789ABCDEFGHJKMNPQRS\r'), false)
    expect(shown).toHaveLength(32)
    expect(shown.slice(0, 5).map(({ sign }) => sign)).toEqual(['~', 'O', 'S', 'E', 'B'])
    expect(new Set(shown.slice(5, 31).map(({ hex, sign }) => hex + sign))).toEqual(new Set(['•••']))
    expect(shown[31]).toEqual({ hex: '0D', sign: 'CR' })
  })

  it('shows a unit, whole or in pieces', () => {
    expect(signsOf('861888080000009', true).replaceAll(' ', '')).toBe('861888080000009')
    expect(signsOf('89882390', true)).not.toContain('•')
  })

  it('hides what could be a piece of a token', () => {
    expect(signsOf('EFGHJKMN', true).replaceAll(' ', '')).toBe('••••••••')
    expect(signsOf('EFGHJKMN', false)).not.toContain('•')
  })

  it('never shows six characters of a token in a row, whatever is around it and however its parity is', () => {
    const token = fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/).filter((text) => /[A-Z].*[A-Z].*[A-Z]/.test(text))
    const noise = fc.string({ unit: fc.constantFrom(...'~!]C0 \r\n\x02\x1d"{:'), maxLength: 6 })
    fc.assert(
      fc.property(token, noise, noise, fc.boolean(), (secret, before, behind, hasParity) => {
        const bytes = latin1(before + badgeCode(secret) + behind).map((byte) => (hasParity ? byte | 0x80 : byte))
        const shown = shownBytes(bytes, false)
        const hex = shown.map((byte) => byte.hex).join('')
        const signs = shown.map((byte) => byte.sign).join('')
        for (let at = 0; at + 6 <= secret.length; at++) {
          const piece = secret.slice(at, at + 6)
          expect(signs).not.toContain(piece)
          for (const bit of [0, 0x80]) {
            const inHex = [...piece].map((character) => (character.charCodeAt(0) | bit).toString(16)).join('')
            expect(hex.toLowerCase()).not.toContain(inHex)
          }
        }
      }),
    )
  })
})
