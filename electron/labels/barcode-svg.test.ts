import { describe, expect, it } from 'vitest'
import { code128Svg, lineOrQrSvg, qrSvg, smallestModuleMm } from './barcode-svg.ts'

/** Width of one module as drawn, mm: the drawing's width over its view box. */
function moduleMm(svg: string): number {
  const width = Number(/ width="([\d.]+)mm"/.exec(svg)?.[1])
  const units = Number(/viewBox="\S+ \S+ (\d+) /.exec(svg)?.[1])
  return width / units
}

describe('Code 128', () => {
  it.each(['490154203237518', '89882390001234567890', 'OSECREGISTER', 'BATCH:WH/MO/00231:3:2'])(
    'draws %s with modules that a worn scanner reads and ten of white on both sides',
    async (text) => {
      const drawn = await code128Svg(text, 174, 20)
      expect(drawn?.symbology).toBe('code128')
      expect(drawn?.svg).toContain('viewBox="-10 0 ')
      expect(moduleMm(drawn?.svg ?? '')).toBeGreaterThanOrEqual(smallestModuleMm)
      expect(moduleMm(drawn?.svg ?? '')).toBeLessThanOrEqual(0.51)
      expect(drawn?.widthMm).toBeLessThanOrEqual(174)
    },
  )

  it('packs digits two to a symbol: start, seven pairs, a change of set, one digit, check, stop', async () => {
    const drawn = await code128Svg('490154203237518', 174, 20)
    expect(drawn?.svg).toContain(`viewBox="-10 0 ${(1 + 7 + 1 + 1 + 1) * 11 + 13 + 20} `)
  })

  it('is not drawn where its modules would be too fine, or for what a keyboard scanner would type differently', async () => {
    expect(await code128Svg('490154203237518', 50.8, 20)).toBeNull()
    expect(await code128Svg('490154203237518', 50.9, 20)).not.toBeNull()
    expect(await code128Svg('NIÑO', 174, 20)).toBeNull()
    expect(await code128Svg('A\tB', 174, 20)).toBeNull()
  })
})

describe('QR', () => {
  it('keeps four modules of white around', async () => {
    const { svg, widthMm, heightMm } = await qrSvg('OSEB0123456789ABCDEFGHJKMNPQRS', 33)
    // Version 2: 25 modules, two units each.
    expect(svg).toContain('viewBox="-8 -8 66 66"')
    expect([widthMm, heightMm]).toEqual([33, 33])
  })

  it('takes the place of a Code 128 that does not fit', async () => {
    expect((await lineOrQrSvg('A'.repeat(30), 174, 20)).symbology).toBe('code128')
    expect((await lineOrQrSvg('A'.repeat(60), 174, 20)).symbology).toBe('qr')
  })

  it('carries every character', async () => {
    await expect(qrSvg('BATCH:ÑANDÚ "1":2:3', 30)).resolves.toMatchObject({ symbology: 'qr' })
  })
})
