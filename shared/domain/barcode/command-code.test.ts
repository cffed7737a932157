import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandWords } from '../../stations.ts'
import { badgeCode, badgeTokenLength, commandCode, maskBadges, maskedBadge, readOwnCode } from './command-code.ts'

const token = '7K3M9PQRSTVWXYZ0123456ABCD'
const base32 = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ')
const tokens = fc.string({ unit: base32, minLength: badgeTokenLength, maxLength: badgeTokenLength })

describe('own codes', () => {
  it('are made of capital letters and digits alone', () => {
    for (const code of [...commandWords.map(commandCode), badgeCode(token)]) {
      expect(code).toMatch(/^[A-Z0-9]+$/)
    }
  })

  it('read back as what was printed, in any letter case', () => {
    for (const word of commandWords) {
      expect(readOwnCode(commandCode(word))).toEqual({ kind: 'command', command: word })
      expect(readOwnCode(commandCode(word).toLowerCase())).toEqual({ kind: 'command', command: word })
    }
    fc.assert(
      fc.property(tokens, (each) => {
        expect(readOwnCode(badgeCode(each))).toEqual({ kind: 'badge', token: each })
        expect(readOwnCode(badgeCode(each).toLowerCase())).toEqual({ kind: 'badge', token: each })
      }),
    )
    expect(readOwnCode('OSEDd12')).toEqual({ kind: 'defect', code: 'D12' })
  })

  it.each(['OSEB', `OSEB${token}0`, `OSEB${token.slice(1)}`, 'OSECNOPE', 'OSEC', 'OSECtoString', 'OSED', 'OSED-1'])(
    '%s is damaged',
    (code) => {
      expect(readOwnCode(code)).toEqual({ kind: 'damaged' })
    },
  )

  it.each(['', 'OSE', 'OSEA1', '352099001761481'])('%j is none of ours', (code) => {
    expect(readOwnCode(code)).toBeNull()
  })

  it('are not printed when they could not be read', () => {
    expect(() => badgeCode('short')).toThrow()
    expect(() => badgeCode(token.replace('7', 'U'))).toThrow()
  })
})

describe('maskBadges', () => {
  /** The longest piece of the token that can still be read in the text. */
  function uncovered(text: string, secret: string): number {
    const shown = text
      .toUpperCase()
      .replaceAll(maskedBadge, '')
      .replace(/[^0-9A-Z]/g, ' ')
    for (let length = secret.length; length > 0; length--) {
      for (let at = 0; at + length <= secret.length; at++)
        if (shown.includes(secret.slice(at, at + length))) return length
    }
    return 0
  }

  it.each([
    badgeCode(token),
    badgeCode(token).toLowerCase(),
    `]Q1${badgeCode(token)}\r\n`,
    `{"code":"${badgeCode(token)}"}`,
    `86188808${badgeCode(token)}86188808`,
    badgeCode(token).slice(0, 20),
    `OSEB${token.slice(0, 9)}\u0000${token.slice(9)}`,
    `OSEB ${token.slice(0, 9)}??${token.slice(9)}`,
    `SEB${token}`,
    `B${token} `,
    token,
    `${badgeCode(token)}${badgeCode(token)}`,
  ])('hides the token in %j', (text) => {
    const masked = maskBadges(text)
    expect(masked).toContain(maskedBadge)
    expect(uncovered(masked, token)).toBeLessThan(4)
  })

  it('hides it wherever it stands, and a second time changes nothing', () => {
    const around = fc.string({ maxLength: 20 })
    fc.assert(
      fc.property(tokens, around, around, (each, before, after) => {
        const masked = maskBadges(before + badgeCode(each) + after)
        expect(masked.toUpperCase()).not.toContain(each.slice(0, badgeTokenLength - 4))
        expect(maskBadges(masked)).toBe(masked)
      }),
    )
  })

  it.each([
    '352099001761481',
    '8988230000000000000123F',
    '9912182511100012345600017',
    'IMEI:352099001761481;ICCID:8934010000000123455',
    '507f1f77bcf86cd799439011',
    'OSECUNDO',
    '12345678901234567890123456',
  ])('leaves %s alone', (text) => {
    expect(maskBadges(text)).toBe(text)
  })
})
