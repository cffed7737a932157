import { join } from 'node:path'
import { dist } from './paths.mjs'

/**
 * Where a build goes, and which conditions of `imports` in package.json hold for it.
 * @typedef {{ name: string, place: string, conditions: readonly string[], sources: readonly string[] }} Variant
 */

/** @type {Variant} */
export const productBuild = { name: 'product', place: dist, conditions: [], sources: [] }

/** The same with the tests' own station in its tables; no package ever holds it.
 * @type {Variant} */
export const trialBuild = {
  name: 'trial',
  place: join(dist, 'trial'),
  conditions: ['trial'],
  sources: ['tests/trial'],
}
