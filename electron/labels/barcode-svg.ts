/** A symbol ready to stand in a page, with its quiet zones. */
export interface BarcodeSvg {
  readonly svg: string
  readonly widthMm: number
  readonly heightMm: number
  readonly symbology: 'code128' | 'qr'
}

/** Narrowest module that worn scanners, dirt and a thermal printer still forgive, mm (ISO/IEC 15417 leaves it open). */
export const smallestModuleMm = 0.33

/** Wider bars only push the ends of a long code out of a hand scanner's beam. */
const widestModuleMm = 0.5

/** ISO/IEC 15417: ten modules of white on both sides; ISO/IEC 18004: four around. */
const lineQuietModules = 10
const qrQuietModules = 4

/** What Code 128 carries without changing what a keyboard scanner types. */
const printableAscii = /^[\x20-\x7e]+$/

/**
 * 1.2 MB that only printing needs. A symbol takes some milliseconds of the main process: between two of a long sheet
 * a scan has its turn.
 */
async function encoder() {
  await new Promise((resolve) => setImmediate(resolve))
  return import('bwip-js/generic')
}

/** A QR code (error correction M) as a square of the given side, quiet zone included. */
export async function qrSvg(text: string, sideMm: number): Promise<BarcodeSvg> {
  const { qrcode, drawingSVG } = await encoder()
  // `eclevel` is missing in the package's types, which a literal in the call would not pass.
  const options = { bcid: 'qrcode', text, scale: 1, eclevel: 'M' }
  const drawn = qrcode(options, drawingSVG())
  // The encoder draws a QR module two units wide.
  const quiet = qrQuietModules * 2
  const { width, height, content } = parts(drawn)
  const viewBox = `${-quiet} ${-quiet} ${width + 2 * quiet} ${height + 2 * quiet}`
  return { svg: svg(viewBox, sideMm, sideMm, content), widthMm: sideMm, heightMm: sideMm, symbology: 'qr' }
}

/**
 * A Code 128 as wide as it may be, or null where it does not fit with modules that every scanner reads.
 * @param widestMm room on the paper, quiet zones included
 * @param heightMm bars as high as this survive a slanted hand
 */
export async function code128Svg(text: string, widestMm: number, heightMm: number): Promise<BarcodeSvg | null> {
  if (!printableAscii.test(text)) return null
  const { code128, drawingSVG } = await encoder()
  // At scale 1 a module is one unit wide; `height` only has to be something, the page stretches it.
  const drawn = code128({ bcid: 'code128', text, scale: 1, height: 5, includetext: false }, drawingSVG())
  const { width, height, content } = parts(drawn)
  const modules = width + 2 * lineQuietModules
  const module = Math.min(widestModuleMm, widestMm / modules)
  if (module < smallestModuleMm) return null
  const widthMm = modules * module
  const viewBox = `${-lineQuietModules} 0 ${modules} ${height}`
  return { svg: svg(viewBox, widthMm, heightMm, content), widthMm, heightMm, symbology: 'code128' }
}

/** Code 128 where it fits, because old scanners read nothing else; a QR code where it would be too fine or too long. */
export async function lineOrQrSvg(text: string, widestMm: number, heightMm: number): Promise<BarcodeSvg> {
  return (await code128Svg(text, widestMm, heightMm)) ?? qrSvg(text, Math.min(widestMm, Math.max(heightMm, 25)))
}

function parts(drawn: string): { readonly width: number; readonly height: number; readonly content: string } {
  const match = /^<svg viewBox="0 0 (\d+) (\d+)"[^>]*>([\s\S]*)<\/svg>\s*$/.exec(drawn)
  if (match === null) throw new Error('the barcode encoder drew something else than before')
  return { width: Number(match[1]), height: Number(match[2]), content: (match[3] ?? '').trim() }
}

function svg(viewBox: string, widthMm: number, heightMm: number, content: string): string {
  const size = `width="${round(widthMm)}mm" height="${round(heightMm)}mm"`
  return `<svg class="code" xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" ${size} preserveAspectRatio="none" aria-hidden="true">${content}</svg>`
}

function round(mm: number): number {
  return Math.round(mm * 1000) / 1000
}
