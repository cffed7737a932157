import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { root } from './paths.mjs'

const folder = join(root, 'build', 'icons')
/** What Linux desktops look for by name (the icon theme specification). */
const pngSizes = [16, 32, 48, 64, 128, 256, 512]
/** What Explorer and the task bar take out of an .ico. */
const icoSizes = [16, 24, 32, 48, 64, 128, 256]

/**
 * @param {Buffer} svg
 * @param {number} size pixels of a side
 */
function render(svg, size) {
  return Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng())
}

/**
 * An .ico whose pictures are PNGs, which Windows reads since Vista.
 * @param {readonly { size: number, png: Buffer }[]} pictures
 */
function icoOf(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index
    // One byte a side: 256 is written as 0.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}

// node build/render-icons.mjs: after icon.svg was changed. The results are checked in, because a build must not depend on a renderer.
const svg = readFileSync(join(folder, 'icon.svg'))
mkdirSync(join(folder, 'linux'), { recursive: true })
for (const size of pngSizes) writeFileSync(join(folder, 'linux', `${size}x${size}.png`), render(svg, size))
writeFileSync(join(folder, 'icon.ico'), icoOf(icoSizes.map((size) => ({ size, png: render(svg, size) }))))
