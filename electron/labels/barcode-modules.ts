/** One text as two symbols, as numbers that a page draws by itself: its policy lets no foreign markup in. */
export interface BarcodeModules {
  /** Widths of the Code 128's bars and gaps in modules, a bar first; without quiet zones. */
  readonly bars: readonly number[]
  /** Rows of the QR code (error correction M), `1` is dark; without quiet zone. */
  readonly rows: readonly string[]
}

/** @param text printable ASCII */
export async function barcodeModules(text: string): Promise<BarcodeModules> {
  // 1.2 MB that only labels and pairing need. Its named export `raw` is another function, a symbology of that name.
  const { raw } = (await import('bwip-js/generic')).default
  const [line] = raw({ bcid: 'code128', text })
  // `eclevel` is missing in the package's types, which a literal in the call would not pass.
  const options = { bcid: 'qrcode', text, eclevel: 'M' }
  const [square] = raw(options)
  if (line === undefined || !('sbs' in line) || square === undefined || !('pixs' in square)) {
    throw new Error('the barcode encoder drew something else than before')
  }
  const { pixs, pixx, pixy } = square
  const rows = Array.from({ length: pixy }, (_, row) => pixs.slice(row * pixx, (row + 1) * pixx).join(''))
  return { bars: line.sbs, rows }
}
