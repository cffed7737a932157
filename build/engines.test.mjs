import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './paths.mjs'

/**
 * Packages of the build that ask for a newer Node than README does. What is used of them was seen on our oldest Node: the types of
 * electron, the unpacking of its zip, the fuses; a package is made with them at every `npm test`. No older version of them
 * has what is needed (@electron/fuses 1 does not know every fuse).
 */
const knownToAskForMore = [
  '@electron-internal/extract-zip',
  '@electron/fuses',
  '@electron/get',
  '@electron/rebuild',
  'electron',
  'node-abi',
]

/** @type {{ packages: Record<string, { engines?: { node?: string } }> }} */
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const ourOldest = numbersOf(packages['']?.engines?.node ?? '')

// The set-up keeps npm's warnings in a log, where a new one would be seen by nobody.
it('no other package asks for a newer Node than README and package.json do', () => {
  const asking = Object.entries(packages).flatMap(([path, { engines }]) =>
    fits(engines?.node ?? '*') ? [] : [path.replace(/^.*node_modules\//, '')],
  )
  expect(asking.sort()).toEqual(knownToAskForMore)
})

/**
 * Whether our oldest Node is one of these: `^18.17.0 || >=20.5.0`.
 * @param {string} range
 */
function fits(range) {
  return range.split('||').some((part) => {
    const wanted = numbersOf(part)
    if (wanted.length === 0) return true
    const isFrom = /^\s*>/.test(part)
    return (isFrom || wanted[0] === ourOldest[0]) && isNotOlder(ourOldest, wanted)
  })
}

/**
 * @param {readonly number[]} one
 * @param {readonly number[]} than
 */
function isNotOlder(one, than) {
  const differing = than.findIndex((number, place) => number !== (one[place] ?? 0))
  return differing === -1 || (one[differing] ?? 0) > (than[differing] ?? 0)
}

/** @param {string} text the first version in it */
function numbersOf(text) {
  return (/\d+(?:\.\d+)*/.exec(text)?.[0] ?? '').split('.').filter(Boolean).map(Number)
}
