import { describe, expect, it } from 'vitest'
import { barcodeModules } from './barcode-modules.ts'

describe('a text as bars and as a square', () => {
  it('is a Code 128 of whole symbols and a QR code with its three eyes', async () => {
    const { bars, rows } = await barcodeModules('OSEPYZ-K7Q#3M8')
    // Start, fourteen characters, check character: eleven modules each; the stop has thirteen (ISO/IEC 15417).
    expect(bars.reduce((sum, width) => sum + width, 0)).toBe(16 * 11 + 13)
    expect(bars.slice(0, 6)).toEqual([2, 1, 1, 2, 1, 4])
    expect(bars.slice(-7)).toEqual([2, 3, 3, 1, 1, 1, 2])
    expect(rows).toHaveLength(21)
    expect(rows[0]?.slice(0, 7)).toBe('1111111')
    expect(rows[0]?.slice(-7)).toBe('1111111')
    expect(rows.at(-1)?.slice(0, 7)).toBe('1111111')
  })
})
