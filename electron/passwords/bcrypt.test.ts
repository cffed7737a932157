import bcrypt from 'bcryptjs'
import { describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './bcrypt.ts'

const password = 'Contraseña1'
const hash = bcrypt.hashSync(password, 4)

describe('verifyPassword', () => {
  it.each(['$2a$', '$2b$', '$2y$'])('reads %s', (prefix) => {
    expect(verifyPassword(password, hash.replace(/^\$2.\$/, prefix))).toBe(true)
    expect(verifyPassword('contraseña1', hash.replace(/^\$2.\$/, prefix))).toBe(false)
  })

  it("reads what the platform's own library wrote", () => {
    // python-bcrypt's test vector.
    expect(verifyPassword('Kk4DQuMMfZL9o', '$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm')).toBe(true)
  })

  it.each([null, '', 'none', '$2x$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm', hash.slice(0, -1)])(
    'is false for %s',
    (none) => {
      expect(verifyPassword(password, none)).toBe(false)
    },
  )

  it('refuses what bcrypt would cut at 72 bytes', () => {
    const long = 'ñ'.repeat(36)
    const cut = bcrypt.hashSync(long, 4)
    expect(verifyPassword(long, cut)).toBe(true)
    expect(verifyPassword(`${long}anything`, cut)).toBe(false)
  })
})

describe('hashPassword', () => {
  it('makes what the platform reads', () => {
    const made = hashPassword(password)
    expect(made).toMatch(/^\$2b\$12\$/)
    expect(verifyPassword(password, made)).toBe(true)
  })

  it('refuses more than 72 bytes', () => {
    expect(() => hashPassword('ñ'.repeat(37))).toThrow(RangeError)
  })
})
