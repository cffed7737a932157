import { describe, expect, it } from 'vitest'
import { createReads } from './reads.ts'

const badge = 'OSEB0123456789ABCDEFGHJKMNPQRS'
const code = (text: string, scannerId = 'line', raw?: string) => ({
  text,
  at: 1,
  scannerId,
  kind: 'serial' as const,
  ...(raw !== undefined && { raw: Buffer.from(raw) }),
})

describe('what was read last', () => {
  it('is told as it came and as it was taken', () => {
    const reads = createReads()
    reads.code(code('861888080000009', 'line', ']C0861888080000009\r'), 'station')
    const [read] = reads.newestFirst()
    expect(read).toMatchObject({ length: 19, text: '861888080000009', use: 'station', explained: { kind: 'imei' } })
    expect(read?.bytes.at(-1)).toEqual({ hex: '0D', sign: 'CR' })
  })

  it.each([
    ['alone', badge],
    ['in another code', `IMEI:861888080000009;${badge}`],
    ['as an order', `ORDER:${badge}`],
  ])('holds no token of a badge, %s', (_where, text) => {
    const reads = createReads()
    reads.code(code(text, 'line', `${text}\r`), 'trial')
    reads.code(code(text), 'trial')
    reads.discard({ scannerId: 'line', kind: 'serial', reason: 'incomplete', raw: Buffer.from(text.slice(0, -2)) }, 1)
    const told = JSON.stringify(reads.newestFirst())
    const signs = reads.newestFirst().map(({ bytes }) => bytes.map(({ sign }) => sign).join(''))
    for (const at of [4, 10, 20]) expect(told + signs.join(' ')).not.toContain(badge.slice(at, at + 6))
  })

  it('keeps the newest of each scanner, and of all only some', () => {
    const reads = createReads()
    reads.code(code('OSECACK', 'right'), 'station')
    for (let number = 0; number < 50; number++) reads.code(code(`A${number}`), 'station')
    const kept = reads.newestFirst().map(({ scannerId, text }) => `${scannerId} ${text}`)
    expect(kept[0]).toBe('line A49')
    expect(kept.at(-1)).toBe('right OSECACK')
    expect(kept).toHaveLength(13)
  })
})
