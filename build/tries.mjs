import { reasonOf } from './download.mjs'
import { SetUpError, say } from './progress.mjs'

/**
 * @template T
 * @typedef {{ name: string, bring: () => Promise<T> }} Way
 */

/**
 * Brings a part by the first way that works. A refusal falls through at once; when none works, the error says what was tried.
 * @template T
 * @param {string} part
 * @param {readonly Way<T>[]} ways
 * @param {string} instead what the user can do
 * @returns {Promise<T>}
 */
export async function firstThatWorks(part, ways, instead) {
  const tried = []
  for (const way of ways) {
    say(`${part}: ${way.name} …`)
    try {
      return await way.bring()
    } catch (error) {
      if (error instanceof SetUpError && ways.at(-1) === way && tried.length === 0) throw error
      const reason = reasonOf(error)
      say(`  not by this way: ${reason}`)
      tried.push(`  - ${way.name}: ${reason}`)
    }
  }
  throw new SetUpError(`${part} could not be brought here. Tried:\n${tried.join('\n')}\n${instead}`)
}
